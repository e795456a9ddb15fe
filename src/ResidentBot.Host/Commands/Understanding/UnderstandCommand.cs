using System.CommandLine;

namespace ResidentBot.Host.Commands.Understanding;

/// <summary><c>residentbot understand</c>: reads utterances, one a line, and prints what the bot makes of them; or measures how well it does.</summary>
static class UnderstandCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create(Func<TextReader> input)
    {
        _ = input;
        var train = new Option<FileInfo?>("--train") { Description = "Train on this file of `split label text` instead, and measure on --test", HelpName = "FILE" };
        var test = new Option<FileInfo?>("--test") { Description = "The file to measure on; may be the same", HelpName = "FILE" };
        var command = new Command("understand", "Read one utterance a line and print its intent, confidence, category, urgency, emergency and route, separated by tabs.") { train, test };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(train) is { } trainFile)
                foreach (var (name, value) in SetMeasure.Run(LabelledFile.Read(trainFile.FullName), LabelledFile.Read((parsed.GetValue(test) ?? trainFile).FullName))) output.WriteLine($"{name}: {value}");
            return 0;
        });
        return command;
    }
}
