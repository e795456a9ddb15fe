using System.CommandLine;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Turns;
using ResidentBot.Host.Commands.Chat;
using ResidentBot.Host.Configuration;

namespace ResidentBot.Host.Commands;

/// <summary><c>residentbot chat</c>: talks to the dialogs in a terminal, or through a pipe, as a resident would. Starts and stores nothing.</summary>
static class ChatCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create(Func<TextReader> input)
    {
        var folders = new FolderOptions();
        var community = new Option<string?>("--community") { Description = "Which one [default: the only one]", HelpName = "ID" };
        var channel = new Option<string>("--channel") { Description = "Buttons on web and telegram, numbers on sms and wechat", DefaultValueFactory = _ => "web" };
        channel.AcceptOnlyFromAmong("web", "sms", "telegram", "wechat");
        var language = new Option<string?>("--language") { Description = "What the page says of the language [default: the first words tell]" };
        language.AcceptOnlyFromAmong("zh", "en");
        var person = new Option<string?>("--as") { Description = "A resident of residents.yml; his check-ins come as the clock moves [default: a stranger]", HelpName = "ID" };
        var from = new Option<string?>("--from") { Description = "When the talk begins, as \"2026-03-04 09:00\" [default: now]", HelpName = "TIME" };
        from.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } time && !TalkSetting.Time.Parse(time).Success) given.AddError($"--from takes \"2026-03-04 09:00\", not \"{time}\".");
        });
        var command = new Command("chat", "Talk to the dialogs here as a resident would, without Redis and without sending anything. In it, /help lists what can be done besides writing.")
        {
            community, channel, language, person, from,
        };
        folders.AddTo(command);
        command.SetAction(parsed =>
        {
            var read = CheckedFiles.Read(folders.Config(parsed), folders.Dialogs(parsed), Secret);
            var terminal = Terminal.Of(parsed.InvocationConfiguration.Output);
            var id = parsed.GetValue(community);
            var worlds = read.Communities.Select(one => one.World).ToList();
            var chosen = worlds.FindAll(world => id is null || world.Community.Id == id);
            if (chosen.Count == 0 && !read.Problems.IsEmpty) throw new ConfigurationException(read.Problems);
            if (chosen.Count != 1) return Refuse(parsed, $"--community must be one of {string.Join(", ", worlds.Select(world => world.Community.Id))}");
            var setting = new TalkSetting(parsed.GetValue(channel)!, LanguageOf(parsed.GetValue(language)), parsed.GetValue(person), Begin(parsed.GetValue(from), chosen[0]));
            var (talk, wrong) = setting.Begin(chosen[0]);
            if (talk is null) return Refuse(parsed, wrong);
            new ChatSession(input(), terminal, setting, talk).Run();
            return 0;
        });
        return command;
    }

    // Nothing is sent, so a secret that is not set is no mistake here; no two may be the same.
    static string? Secret(string variable) => $"{ChannelAccount.Placeholder}{variable}";

    static int Refuse(ParseResult parsed, string why)
    {
        Terminal.Of(parsed.InvocationConfiguration.Error).Line(why, "red");
        return CommandLine.Mistaken;
    }

    static Language? LanguageOf(string? word) => word switch
    {
        "zh" => Language.Zh,
        "en" => Language.En,
        _ => null,
    };

    static LocalDateTime Begin(string? from, World world)
    {
        if (from is not null) return TalkSetting.Time.Parse(from).Value;
        var now = world.Local(SystemClock.Instance.GetCurrentInstant());
        return new LocalDateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute);
    }
}
