// Before and after: the range input moves the line between the two photos (components/before_after.html).
for (const box of document.querySelectorAll('.compare')) {
  const range = box.querySelector('input[type="range"]');
  const move = () => box.style.setProperty('--cut', `${range.value}%`); // by script: the strict CSP allows that
  range.addEventListener('input', move);
  move();
}
