// Makes a photo small enough for a slow network: at most 1600 pixels on its longer side, as JPEG.
const longest = 1600;
const smallEnough = 400 * 1024;

export async function shrink(file) {
  if (file.size <= smallEnough || file.type === 'image/gif') return file;
  try {
    const image = await load(file);
    const scale = Math.min(1, longest / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    const bytes = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82));
    return bytes && bytes.size < file.size ? new File([bytes], 'photo.jpg', { type: 'image/jpeg' }) : file;
  } catch (_) {
    return file; // a kind of picture this browser cannot draw: the desk may
  }
}

function load(file) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => { URL.revokeObjectURL(image.src); resolve(image); };
    image.onerror = () => { URL.revokeObjectURL(image.src); reject(new Error('not drawn')); };
    image.src = URL.createObjectURL(file);
  });
}
