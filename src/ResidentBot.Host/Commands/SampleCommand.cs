using System.CommandLine;
using ResidentBot.Host.Samples;

namespace ResidentBot.Host.Commands;

/// <summary><c>residentbot sample -o DIR</c>: writes the files of a made-up community, to try imports with and to measure.</summary>
static class SampleCommand
{
    const int MostInHousehold = 12;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var households = Number("--households", "How many households", 4915);
        var persons = Number("--persons", "How many people", 18_401);
        var seed = new Option<int>("--seed") { Description = "For chance: the same seed gives the same files", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output", "-o") { Description = "Folder to write into; it is made when it is not there", HelpName = "DIR", Required = true };
        var xlsx = new Option<bool>("--xlsx") { Description = "Write XLSX instead of CSV" };
        var under = new Option<string>("--under") { Description = "The place of the tree that its areas hang below", HelpName = "ID", DefaultValueFactory = _ => "oak" };
        var command = new Command("sample", "Write residents, staff and address tree of a made-up community.") { households, persons, seed, output, xlsx, under };
        command.Validators.Add(given =>
        {
            var (doors, people) = (given.GetValue(households), given.GetValue(persons));
            if (people < doors || people > (long)doors * MostInHousehold) given.AddError($"--persons must be from --households to {MostInHousehold} times as many.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var folder = Directory.CreateDirectory(parsed.GetValue(output)!).FullName;
            var terminal = Terminal.Of(parsed.InvocationConfiguration.Output);
            var sample = new SampleCommunity(parsed.GetValue(households), parsed.GetValue(persons), parsed.GetValue(seed), parsed.GetValue(under)!);
            foreach (var (name, bytes) in sample.Write(parsed.GetValue(xlsx)))
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, cancel);
                terminal.Line(Path.Combine(parsed.GetValue(output)!, name));
            }
            return 0;
        });
        return command;
    }

    static Option<int> Number(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 100_000) given.AddError($"{name} must be from 1 to 100000.");
        });
        return option;
    }
}
