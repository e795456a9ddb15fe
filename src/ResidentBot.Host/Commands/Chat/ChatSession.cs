namespace ResidentBot.Host.Commands.Chat;

/// <summary>A person at the keyboard, or a pipe, in place of residents: reads lines until there are no more.</summary>
sealed class ChatSession(TextReader input, Terminal terminal, TalkSetting setting, RehearsedTalk talk)
{
    readonly bool _typed = input == Console.In && !Console.IsInputRedirected;
    readonly TalkRecord _record = new(setting, talk);

    /// <summary>Talks until the end of the input or <c>/quit</c>.</summary>
    public void Run()
    {
        if (_typed) terminal.Line($"{talk.World.Community.Name[talk.World.Community.Language]}, {TalkSetting.Time.Format(setting.From)}. /help tells what else there is.", "grey");
        while (Ask() is { } line)
        {
            line = line.Trim();
            if (line == "/quit") return;
            if (line.Length > 0) Do(line);
        }
    }

    string? Ask()
    {
        if (_typed) terminal.Part($"{talk.Current.Label} {TalkSetting.Time.Format(talk.World.Local(talk.Rehearsal.Now))}> ", "bold");
        return input.ReadLine();
    }

    void Do(string line)
    {
        if (line == "/help") terminal.Line(RehearsedTalk.Help, "grey");
        else if (line.StartsWith("/save", StringComparison.Ordinal)) Save(line[5..].Trim());
        else Talk(line);
    }

    // What came through a pipe is repeated, so that the output reads as the talk.
    void Talk(string line)
    {
        if (!_typed) terminal.Line($"{talk.Prompt} {line}", "bold");
        try
        {
            foreach (var one in RehearsedTalk.IsLook(line) ? talk.Do(line) : _record.Do(line)) terminal.Line(Shown(one), StyleOf(one.Kind));
        }
        catch (FormatException wrong)
        {
            terminal.Line(wrong.Message, "red");
        }
    }

    // In a file the first one's lines carry no name; at a keyboard that several share, everybody's do.
    string Shown(TalkLine line) => _typed && talk.Participants.Count > 1 && line.Text.StartsWith('<') ? talk.Participants[0].Label + line.Text : line.Text;

    void Save(string file)
    {
        if (file.Length == 0)
        {
            terminal.Line("/save takes a file", "red");
            return;
        }
        try
        {
            File.WriteAllText(file, _record.Saved.ToString());
            terminal.Line($"saved {file}", "grey");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            terminal.Line($"not saved: {fault.Message}", "red");
        }
    }

    static string StyleOf(TalkLineKind kind) => kind switch
    {
        TalkLineKind.Said => "green",
        TalkLineKind.Offered => "blue",
        TalkLineKind.Ticket => "yellow",
        TalkLineKind.Done => "grey",
        _ => "red",
    };
}
