// Reading a typed place without the server: plain degrees only. All else waits for the server, which reads what engineers write.

const THAI = "๐๑๒๓๔๕๖๗๘๙";
const NUMBER = String.raw`([0-9]{1,3}\.[0-9]+)\s*°?\s*([NE])?`; // without decimals it may be anything: 15,100 is a sum
const PAIR = new RegExp(String.raw`^\s*${NUMBER}\s*[,;\s]\s*${NUMBER}\s*$`, "i");
const within = (number, [from, to]) => number >= from && number <= to;
const LAT = [5, 21];
const LON = [97, 106];

/** Return { lat, lon } of `19.9047, 99.8412` in Thailand, in either order, or null. */
export function offhand(text) {
  const digits = text.replace(/[๐-๙]/g, (digit) => THAI.indexOf(digit));
  const [, one, oneSays, other, otherSays] = PAIR.exec(digits) ?? [];
  if (!one) return null;
  const ways = [[one, other, oneSays, otherSays], [other, one, otherSays, oneSays]];
  for (const [lat, lon, latSays, lonSays] of ways) {
    const says = (latSays ?? "N").toUpperCase() === "N" && (lonSays ?? "E").toUpperCase() === "E";
    if (says && within(Number(lat), LAT) && within(Number(lon), LON)) return { lat: Number(lat), lon: Number(lon) };
  }
  return null;
}
