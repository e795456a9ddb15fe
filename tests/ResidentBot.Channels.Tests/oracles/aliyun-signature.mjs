// Reads {style, method, path, query, headers, secret, id} a line and answers with the signature that Alibaba Cloud's own library computes.
import readline from "node:readline";
import util from "@alicloud/openapi-util";

const client = util.default;
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { style, method, path, query, headers, secret, id } = JSON.parse(line);
  const signature = style === "rpc"
    ? client.getRPCSignature(query, method, secret)
    : client.getAuthorization({ method, pathname: path, query, headers }, "ACS3-HMAC-SHA256", headers["x-acs-content-sha256"], id, secret);
  console.log(JSON.stringify({ signature }));
}
