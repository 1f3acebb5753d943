"""Spending by place: the choropleth and its table, as a page, as JSON and as CSV."""
