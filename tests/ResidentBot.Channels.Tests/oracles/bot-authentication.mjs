// Reads {metadata, emulatorMetadata, app, header, activity} a line and answers whether Microsoft's own bot library lets such a request in.
import readline from "node:readline";
import connector from "botframework-connector";

const { AuthenticationConfiguration, BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory } = connector;

async function accepts({ metadata, emulatorMetadata, app, header, activity }) {
  const credentials = new PasswordServiceClientCredentialFactory(app, "secret");
  const bot = BotFrameworkAuthenticationFactory.create(
    "", true, "https://login.microsoftonline.com/botframework.com", "https://api.botframework.com",
    "https://api.botframework.com", "https://token.botframework.com", metadata, emulatorMetadata, "", credentials, new AuthenticationConfiguration());
  try {
    await bot.authenticateRequest(activity, header);
    return true;
  } catch {
    return false;
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) console.log(JSON.stringify({ accepted: await accepts(JSON.parse(line)) }));
