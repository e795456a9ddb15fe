// Reads an activity a line and answers what the Agents SDK's own schema finds wrong with it.
import readline from "node:readline";
import activity from "@microsoft/agents-activity";

for await (const line of readline.createInterface({ input: process.stdin })) {
  const read = activity.activityZodSchema.safeParse(JSON.parse(line));
  console.log(JSON.stringify({ problems: read.success ? [] : read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) }));
}
