// The marks of the stages as images for the map: told apart by shape and by colour.

const SIZE = 26;
const MIDDLE = SIZE / 2;

export const STAGES = {
  plan: "#8A94A6",
  approved: "#3F7FD9",
  contracted: "#6C4AB6",
  paying: "#E08E0B",
  finished: "#1B8A5A",
  stopped: "#B3261E",
};

const DRAW = {
  plan(pen, colour) {
    disc(pen, 9, "#fff");
    ring(pen, 7, colour, 4);
  },
  approved(pen, colour) {
    disc(pen, 9, colour);
  },
  contracted(pen, colour) {
    diamond(pen, 10.5, colour);
  },
  paying(pen, colour) {
    disc(pen, 9, "#fff");
    pen.beginPath();
    pen.arc(MIDDLE, MIDDLE, 9, -Math.PI / 2, Math.PI / 2);
    pen.closePath();
    pen.fillStyle = colour;
    pen.fill();
    ring(pen, 8, colour, 2.2);
  },
  finished(pen, colour) {
    disc(pen, 9.5, colour);
    line(pen, [[8.4, 13.4], [11.6, 16.4], [17.4, 9.8]], 2.4);
  },
  stopped(pen, colour) {
    disc(pen, 9.5, colour);
    line(pen, [[8.2, 13], [17.8, 13]], 3);
  },
};

function disc(pen, radius, colour) {
  pen.beginPath();
  pen.arc(MIDDLE, MIDDLE, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

function ring(pen, radius, colour, width) {
  pen.beginPath();
  pen.arc(MIDDLE, MIDDLE, radius, 0, 2 * Math.PI);
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.stroke();
}

function diamond(pen, radius, colour) {
  pen.beginPath();
  pen.moveTo(MIDDLE, MIDDLE - radius);
  pen.lineTo(MIDDLE + radius, MIDDLE);
  pen.lineTo(MIDDLE, MIDDLE + radius);
  pen.lineTo(MIDDLE - radius, MIDDLE);
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
}

function line(pen, points, width) {
  pen.beginPath();
  points.forEach(([x, y], index) => (index ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.lineWidth = width;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = "#fff";
  pen.stroke();
}

// A pale edge under the mark, so that marks that overlap stay apart.
function edge(pen, stage) {
  if (stage === "contracted") diamond(pen, 12.6, "#fff");
  else disc(pen, 11.2, "#fff");
}

/** Return { image, pixelRatio } of a stage's mark, drawn at the screen's fineness. */
export function stageImage(stage, pixelRatio = Math.min(3, Math.ceil(window.devicePixelRatio || 1))) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE * pixelRatio;
  const pen = canvas.getContext("2d");
  pen.scale(pixelRatio, pixelRatio);
  edge(pen, stage);
  DRAW[stage](pen, STAGES[stage]);
  return { image: pen.getImageData(0, 0, canvas.width, canvas.height), pixelRatio };
}

/** Give a map the marks of all stages, named `stage-<code>`. */
export function addStageImages(map) {
  for (const stage of Object.keys(STAGES)) {
    const { image, pixelRatio } = stageImage(stage);
    if (!map.hasImage(`stage-${stage}`)) map.addImage(`stage-${stage}`, image, { pixelRatio });
  }
}
