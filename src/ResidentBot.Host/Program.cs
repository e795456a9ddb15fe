using System.CommandLine;
using ResidentBot.Host.Commands;

var root = new RootCommand("The message desk of a housing community.");
root.Subcommands.Add(ServeCommand.Create());
return await root.Parse(args).InvokeAsync();
