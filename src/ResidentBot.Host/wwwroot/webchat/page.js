// Holds the stock Web Chat: a token from our server, never the secret, and the same conversation again after a reload.
(function () {
  var config = JSON.parse(document.getElementById('config').textContent);
  var key = 'webchat.token.' + config.community;
  var room = document.getElementById('webchat');

  function held() { try { return sessionStorage.getItem(key); } catch (_) { return null; } }
  function hold(token) { try { sessionStorage.setItem(key, token); } catch (_) { /* then a reload begins anew */ } }

  function token() {
    return fetch(config.tokens, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token: held() }) })
      .then(function (answer) {
        if (!answer.ok) throw new Error('no token: ' + answer.status);
        return answer.json();
      });
  }

  function load() {
    return new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = config.bundle;
      script.onload = resolve;
      script.onerror = function () { reject(new Error('no bundle')); };
      document.head.appendChild(script);
    });
  }

  function fail() {
    room.className = 'failed';
    room.textContent = '现在连不上，请打电话给我们。We cannot be reached, please call us: ' + config.phone;
  }

  Promise.all([token(), load()]).then(function (loaded) {
    var WebChat = window.WebChat;
    hold(loaded[0].token);
    WebChat.renderWebChat({
      directLine: WebChat.createDirectLine({ token: loaded[0].token, domain: location.origin + '/v3/directline' }),
      locale: config.language === 'zh' ? 'zh-CN' : 'en-US',
      nonce: config.nonce,
      sendTypingIndicator: false,
      styleOptions: {
        accent: '#0b6558',
        primaryFont: 'system-ui, "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
        bubbleFromUserBackground: '#e2f0ec',
        suggestedActionLayout: 'flow',
        hideUploadButton: false,
      },
    }, room);
  }).catch(fail);
})();
