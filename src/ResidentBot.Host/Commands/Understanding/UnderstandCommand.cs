using System.CommandLine;
using System.Text;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Understanding;
using ResidentBot.Core.Understanding.Residents;
using ResidentBot.Host.Configuration;

namespace ResidentBot.Host.Commands.Understanding;

/// <summary><c>residentbot understand</c>: reads utterances, one a line, and prints what the bot makes of them; or measures how well it does.</summary>
static class UnderstandCommand
{
    const int AtOnce = 1 << 18;

    // A digit alone says something only as an answer: it is read as one to a check-in.
    static readonly TalkState Replies = new(CheckInOpen: true, OfferOpen: false, QuestionOpen: false, Language.Zh);

    /// <summary>The command with its options.</summary>
    public static Command Create(Func<TextReader> input)
    {
        var dialogs = new Option<string>("--dialogs") { Description = "Folder with dialogs, texts and words", HelpName = "DIR", DefaultValueFactory = _ => "dialogs" };
        var tsv = new Option<bool>("--tsv") { Description = "No heading, also in a terminal" };
        var report = new Option<bool>("--report") { Description = "Measure by cross-validation over the examples instead" };
        var parts = new Option<int>("--folds") { Description = "How many parts the examples are cut into for --report", HelpName = "N", DefaultValueFactory = _ => 10 };
        parts.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 2 or > 50) given.AddError("--folds takes a number from 2 to 50.");
        });
        var train = new Option<string?>("--train") { Description = "Train on this file of `split label text` instead, and measure on --test", HelpName = "FILE" };
        var test = new Option<string?>("--test") { Description = "The file to measure on; may be the same", HelpName = "FILE" };
        var command = new Command("understand", "Read one utterance a line and print, separated by tabs: intent, confidence, category, urgency, emergency (yes, no), route (bot, staff, page).")
        {
            dialogs, tsv, report, parts, train, test,
        };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(train) is { } trainFile) Measure(output, trainFile, parsed.GetValue(test) ?? trainFile);
            else if (parsed.GetValue(report)) Report(output, Files(parsed.GetValue(dialogs)!).Files, parsed.GetValue(parts));
            else Read(input(), output, Learn(parsed.GetValue(dialogs)!), heading: !parsed.GetValue(tsv) && output == Console.Out && !Console.IsOutputRedirected);
            return 0;
        });
        return command;
    }

    static void Measure(TextWriter output, string train, string test)
    {
        foreach (var (name, value) in SetMeasure.Run(LabelledFile.Read(train), LabelledFile.Read(test))) output.WriteLine($"{name}: {value}");
    }

    static void Report(TextWriter output, UnderstandingFiles files, int parts)
    {
        var examples = files.Examples!.All;
        foreach (var line in new Report(examples, ResidentUnderstanding.ReadAcross(files, examples, parts, Replies, Understandings.Over)).Lines()) output.WriteLine(line);
    }

    // What has come is read over all processors and answered at once: a file goes through at full speed, and whoever waits for each answer gets it.
    static void Read(TextReader input, TextWriter output, ResidentUnderstanding understanding, bool heading)
    {
        if (heading) output.WriteLine("intent\tconfidence\tcategory\turgency\temergency\troute");
        foreach (var texts in Lines(input))
        {
            var rows = new string[texts.Length];
            Understandings.Over(rows.Length, i => rows[i] = Row(understanding.Read(texts[i].TrimEnd('\r'), null, Replies)));
            foreach (var row in rows) output.Write(row);
            output.Flush();
        }
    }

    static IEnumerable<string[]> Lines(TextReader input)
    {
        var buffer = new char[AtOnce];
        var rest = new StringBuilder();
        while (input.Read(buffer, 0, buffer.Length) is > 0 and var count)
        {
            var end = buffer.AsSpan(0, count).LastIndexOf('\n');
            if (end >= 0)
            {
                yield return $"{rest}{buffer.AsSpan(0, end)}".Split('\n');
                rest.Clear();
            }
            rest.Append(buffer, end + 1, count - end - 1);
        }
        if (rest.Length > 0) yield return [rest.ToString()];
    }

    static string Row(Understood read)
    {
        var route = read.Route switch
        {
            TextRoute.Page => "page",
            TextRoute.Staff => "staff",
            _ => "bot",
        };
        return $"{read.Guesses[0].Intent}\t{read.Guesses[0].Confidence:0.000}\t{read.Category}\t{read.Urgency}\t{(read.Emergency is null ? "no" : "yes")}\t{route}\n";
    }

    static ResidentUnderstanding Learn(string dialogs)
    {
        var (sources, files) = Files(dialogs);
        return Understandings.Of(sources, files)!;
    }

    static (List<(string Path, string Text)> Sources, UnderstandingFiles Files) Files(string dialogs)
    {
        var problems = new List<Problem>();
        List<(string, string)> sources = [.. CommunityFiles.ReadUnderstanding(dialogs, problems).Select(file => (file.Path, file.Text))];
        var files = UnderstandingFiles.Read(sources, problems, Understandings.Over);
        if (files is not null && files.Examples is null) problems.Add(new Problem(Path.Combine(dialogs, "understanding", "examples"), 0, 0, "there are no examples to learn from"));
        return problems.Count > 0 || files is null ? throw new ConfigurationException([.. problems]) : (sources, files);
    }
}
