using System.CommandLine;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Files;
using ResidentBot.Core.Messages;
using ResidentBot.Host.Commands.Init;

namespace ResidentBot.Host.Commands;

/// <summary><c>residentbot init DIR</c>: writes the files of a real community without people, and never over existing ones.</summary>
static class InitCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Configuration folder to write into; it is made when it is not there" };
        var id = Text("--id", "Short name: a-z, 0-9 and -", "home");
        var nameZh = Text("--name-zh", "What residents call it, in Chinese", "我们的社区");
        var nameEn = Text("--name-en", "The same in English", "Our community");
        var zone = Text("--zone", "Time zone", "Asia/Shanghai");
        var phone = Text("--phone", "The phone residents can ring", "000");
        var dutyName = Text("--duty-name", "Who is on duty", "值班 Duty");
        var dutyAddress = Text("--duty-address", "That person's own phone or chat, as sms:+447700900123 or telegram:77", "web:duty");
        var command = new Command("init", "Write the files of a real community without people; then fill them in.")
        {
            folder, id, nameZh, nameEn, zone, phone, dutyName, dutyAddress,
        };
        command.SetAction(parsed => Write(parsed, parsed.GetValue(folder)!, new NewCommunity
        {
            Id = parsed.GetValue(id)!,
            Name = new Texts(parsed.GetValue(nameZh)!, parsed.GetValue(nameEn)!),
            Zone = parsed.GetValue(zone)!,
            Phone = parsed.GetValue(phone)!,
            DutyName = parsed.GetValue(dutyName)!,
            DutyAddress = parsed.GetValue(dutyAddress)!,
        }));
        return command;
    }

    static Option<string> Text(string name, string description, string usual) =>
        new(name) { Description = description, HelpName = "TEXT", DefaultValueFactory = _ => usual };

    static int Write(ParseResult parsed, string config, NewCommunity community)
    {
        var error = Terminal.Of(parsed.InvocationConfiguration.Error);
        var folder = Path.Combine(config, community.Id);
        var files = community.Files();
        // Whatever is wrong now was wrong on the command line.
        var problems = new List<Problem>();
        CommunityReader.Read(folder, [.. files.Where(IsRead).Select(file => (Path.Combine(folder, file.Name), file.Text))], variable => $"unset-{variable}", problems);
        if (problems.Count > 0)
        {
            error.Problems(problems);
            return CommandLine.Mistaken;
        }
        if (Path.Exists(folder))
        {
            error.Line($"{folder} exists already; nothing was written. Choose another --id.", "red");
            return CommandLine.Mistaken;
        }
        Directory.CreateDirectory(folder);
        var host = Path.Combine(config, "host.yml");
        if (!File.Exists(host)) File.WriteAllText(host, NewCommunity.HostFile);
        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name), text);
        Tell(Terminal.Of(parsed.InvocationConfiguration.Output), config, folder, community);
        return 0;
    }

    static bool IsRead((string Name, string Text) file) => file.Name.EndsWith(".yml", StringComparison.Ordinal);

    static void Tell(Terminal terminal, string config, string folder, NewCommunity community)
    {
        terminal.Line($"Wrote {folder}. What to do next:", "green");
        terminal.Line($"  community.yml  name, phone ({community.Phone}) and emergency numbers as residents shall read them");
        if (community.DutyAddress.StartsWith("web:", StringComparison.Ordinal))
            terminal.Line("  staff.yml      a phone or Telegram chat for the person on duty: until then an alert rings nobody's phone", "yellow");
        if (community.DutyAddress.StartsWith("telegram:", StringComparison.Ordinal)) terminal.Line("  environment    TELEGRAM_TOKEN, from Telegram's @BotFather");
        if (community.DutyAddress.StartsWith("sms:", StringComparison.Ordinal))
            terminal.Line("  environment    TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_NUMBER; public_url in host.yml");
        terminal.Line("  places.yml     your buildings; residents.yml.example and check_ins.yml show how people and check-ins are written");
        terminal.Line($"  then           residentbot check --config {config}; residentbot serve --config {config}");
    }
}
