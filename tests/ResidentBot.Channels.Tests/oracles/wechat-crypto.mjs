// Reads {library, ask, key, token, id, timestamp, nonce, xml, encrypted} a line and answers what that library makes of it:
// ask is "sign", "encrypt" (answers encrypted) or "decrypt" (answers xml and id).
import readline from "node:readline";
import * as wecom from "@wecom/crypto";
import WXBizMsgCrypt from "wechat-crypto";

const libraries = {
  wecom: {
    sign: q => ({ signature: wecom.getSignature(q.token, q.timestamp, q.nonce, q.encrypted) }),
    encrypt: q => ({ encrypted: wecom.encrypt(q.key, q.xml, q.id) }),
    decrypt: q => wecom.decrypt(q.key, q.encrypted),
  },
  wechat: {
    sign: q => ({ signature: new WXBizMsgCrypt(q.token, q.key, q.id).getSignature(q.timestamp, q.nonce, q.encrypted) }),
    encrypt: q => ({ encrypted: new WXBizMsgCrypt(q.token, q.key, q.id).encrypt(q.xml) }),
    decrypt: q => new WXBizMsgCrypt(q.token, q.key, q.id).decrypt(q.encrypted),
  },
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const { signature, encrypted, message, id } = libraries[question.library][question.ask](question);
  console.log(JSON.stringify({ signature, encrypted, xml: message, id }));
}
