// "Use this place": where the device is, with the accuracy that it claims.

/** Bind the panel's button; `found` gets { lat, lon, method, accuracy_m }. */
export function bindHere(panel, words, found) {
  const { here } = panel;
  if (!navigator.geolocation || !here) return;
  here.hidden = false;
  here.addEventListener("click", () => {
    here.setAttribute("aria-busy", "true");
    panel.wait(words.gpsLooking);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        here.removeAttribute("aria-busy");
        found({ lat: coords.latitude, lon: coords.longitude, method: "gps", accuracy_m: coords.accuracy });
      },
      ({ code }) => {
        here.removeAttribute("aria-busy");
        panel.wait("");
        panel.refuse(code === 1 ? words.gpsDenied : words.gpsFailed);
      },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 },
    );
  });
}
