using ResidentBot.Host.Commands;

return await new CommandLine(() => Console.In, Console.Out, Console.Error).RunAsync(args);
