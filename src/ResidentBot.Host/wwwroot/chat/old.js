// For browsers that know no modules: the page cannot run there, so it says whom to call.
document.getElementById('old').hidden = false;
