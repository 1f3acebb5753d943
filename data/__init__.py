"""What eplan ships: demonstration boundaries, area names and code lists; see README.md for origins."""
