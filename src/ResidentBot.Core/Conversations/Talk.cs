using System.Collections.Immutable;
using NodaTime;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Roles;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Turns;

namespace ResidentBot.Core.Conversations;

/// <summary>The conversation with one address within a turn: reads it, changes it, and speaks in it.</summary>
public sealed class Talk
{
    readonly Turn _turn;
    readonly Conversation _fresh;

    Talk(Turn turn, Conversation fresh) => (_turn, _fresh) = (turn, fresh);

    /// <summary>The conversation as this turn has left it so far; several views of one talk see the same.</summary>
    public Conversation Conversation => _turn.Find<Conversation>(_fresh.Address.Value) ?? _fresh;

    /// <summary>The language it is spoken to in.</summary>
    public Language Language => Conversation.Language;

    /// <summary>The talk with an address; a fresh one when there is none yet.</summary>
    public static Talk With(Turn turn, Address address, Language? language = null, string? account = null) =>
        new(turn, new Conversation
        {
            Address = address,
            Account = account ?? turn.World.AccountFor(address, Purpose.Service, [])?.Id ?? "",
            Language = language ?? turn.World.Community.Language,
        });

    /// <summary>Whether any account of ours may answer here.</summary>
    public bool CanSpeak => AccountFor(Purpose.Service) is not null;

    /// <summary>Whether it is spoken by telephone.</summary>
    public bool IsCall => World.Can(_fresh.Address.Channel).Voice;

    /// <summary>What can be done through the account that answers here.</summary>
    public Capabilities Can => CanAt(_turn.World, _fresh.Address, Conversation);

    /// <summary>Whether free words may leave now.</summary>
    public bool IsOpen => HasRoom(1);

    /// <summary>Whether so many messages of free words, or what is shown with them, may leave now.</summary>
    public bool HasRoom(int messages) => Can.IsOpen(Conversation.LastInAt, Conversation.SentSince + messages - 1, _turn.Now);

    /// <summary>What can be done through the account that answers at an address, as its talk stands.</summary>
    public static Capabilities CanAt(World world, Address address, Conversation? talk)
    {
        ArgumentNullException.ThrowIfNull(world);
        var last = talk is not null && !talk.ClosedAccounts.Contains(talk.Account) ? world.Community.Accounts.GetValueOrDefault(talk.Account) : null;
        if (last?.Purposes.Contains(Purpose.Service) == true) return last.Can;
        return world.AccountFor(address, Purpose.Service, talk?.ClosedAccounts ?? [])?.Can ?? World.Can(address.Channel);
    }

    /// <summary>Changes the conversation.</summary>
    public void Change(Func<Conversation, Conversation> change) => _turn.Put(_fresh.Address.Value, change(Conversation));

    /// <summary>Says a text from the catalogue in the resident's language.</summary>
    public string? Say(string text, params ReadOnlySpan<(string Name, string Value)> values) =>
        Speak(Words.Of(_turn, text, Language, values));

    /// <summary>
    /// Sends words: into the thread, and unless the page fetches them, onto an outbox. Returns the message's id; null when no account may reach this
    /// address for this purpose, which is then the caller's matter.
    /// </summary>
    public string? Speak(Words words)
    {
        if (words.Purpose != Purpose.Service && Conversation.Stopped.Contains(words.Purpose) && words.Purpose != Purpose.Welfare) return null;
        var account = AccountFor(words.Purpose);
        if (account is null || !MayLeave(account, words)) return null;
        var text = words.Text;
        if (words is { Lane: Lane.Reply, By: null } && NeedsWelcome())
        {
            text = Welcome() + "\n" + text;
            Change(c => c with { Welcomed = true });
        }
        var id = _turn.NewId();
        _turn.Decision.Thread.Add((Conversation.Address, new ThreadEntry
        {
            Id = id,
            Kind = ThreadKind.Out,
            At = _turn.Now,
            By = words.By,
            Text = text,
            Media = words.Media is { } media ? [media] : [],
            Choices = words.Choices,
            AskLocation = words.AskLocation,
            Sensitivity = words.Sensitivity,
        }));
        if (words.Lane != Lane.Reply && !words.Choices.IsEmpty) Change(c => c with { PushedAt = _turn.Now });
        if (!World.IsFetched(Conversation.Address)) Send(id, account, text, words);
        Touch();
        _turn.Count("out");
        return id;
    }

    /// <summary>Writes a line that is not said to the resident.</summary>
    public void Note(ThreadKind kind, string? by, string? text, string? about = null)
    {
        _turn.Decision.Thread.Add((Conversation.Address, new ThreadEntry { Id = _turn.NewId(), Kind = kind, At = _turn.Now, By = by, Text = text, Ref = about }));
        Touch();
    }

    /// <summary>Moves the talk to the top of the desk's list and tells live pages.</summary>
    public void Touch()
    {
        _turn.List(Lists.Talks, Conversation.Address.Value, _turn.Now.ToUnixTimeMilliseconds());
        _turn.Changed($"thread:{Conversation.Address.Value}");
    }

    string? AccountFor(Purpose purpose) => _turn.World.AccountFor(Conversation, purpose)?.Id;

    // Outside its window a provider takes templates alone, which hold no picture: what has none must reach the person another way.
    bool MayLeave(string account, Words words)
    {
        if (!_turn.World.Community.Accounts.TryGetValue(account, out var its) || its.Can.IsOpen(Conversation.LastInAt, Conversation.SentSince + Showing.Messages(words.Media, words.Text) - 1, _turn.Now)) return true;
        return words.Media is null && its.Can.Templates && (its.Texts.Otherwise is not null || words.Phrase is { } phrase && its.Texts.Templates.ContainsKey(phrase.Key));
    }

    void Send(string id, string account, string text, Words words)
    {
        var message = ToSend(id, account, text, words);
        if (_turn.World.Can(Conversation.Address).Window is not null)
        {
            message = message with { Heard = Conversation.LastInAt, SentSince = Conversation.SentSince };
            Change(c => c with { SentSince = c.SentSince + Showing.Messages(words.Media, text) });
        }
        _turn.Decision.Outbox.Add(message);
    }

    bool NeedsWelcome() => !IsCall && Conversation is { Welcomed: false, LastInAt: not null } && _turn.World.Community.Welcome
        && Colleagues.At(_turn, Conversation.Address) is null;

    string Welcome() => _turn.Text(
        "welcome", Language, ("community", _turn.World.Community.Name[Language]), ("phone", _turn.World.Community.Phone));

    Outgoing ToSend(string id, string account, string text, Words words) => new()
    {
        Id = id,
        Account = account,
        To = Conversation.Address,
        Lane = words.Lane,
        Purpose = words.Purpose,
        Text = text,
        Phrase = words.Phrase,
        Media = words.Media,
        Choices = words.Choices,
        AskLocation = words.AskLocation,
        Connect = words.Connect && IsCall,
        At = _turn.Now,
        NotAfter = words.NotAfter,
        Concerns = words.Concerns,
        Person = words.Person,
    };
}

/// <summary>Something to say.</summary>
/// <param name="Text">In the resident's language.</param>
public sealed record Words(string Text)
{
    /// <summary>The text of the catalogue it says; null for other words.</summary>
    public Phrase? Phrase { get; init; }

    /// <summary>A picture or document that goes with it.</summary>
    public Media? Media { get; init; }

    /// <summary>Offered answers.</summary>
    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>Offer a location button.</summary>
    public bool AskLocation { get; init; }

    /// <summary>Put a caller through to the community's phone; nothing where people write.</summary>
    public bool Connect { get; init; }

    /// <summary>Which queue it waits in.</summary>
    public Lane Lane { get; init; } = Lane.Reply;

    /// <summary>What it is for.</summary>
    public Purpose Purpose { get; init; } = Purpose.Service;

    /// <summary>The name of the person who writes it; null for the bot.</summary>
    public string? By { get; init; }

    /// <summary>After this it is not sent any more.</summary>
    public Instant? NotAfter { get; init; }

    /// <summary>What its failure means, as <c>kind|about|stamp</c>.</summary>
    public string? Concerns { get; init; }

    /// <summary>The registered person it is for, where he did not ask for it.</summary>
    public string? Person { get; init; }

    /// <summary>Who may read it in the thread, where fewer may than its talk's ticket says.</summary>
    public Sensitivity Sensitivity { get; init; }

    /// <summary>A text of the catalogue.</summary>
    public static Words Of(Turn turn, string text, Language language, params ReadOnlySpan<(string Name, string Value)> values)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var named = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values) named[name] = value;
        return new Words(turn.Text(text, language, values)) { Phrase = new Phrase(text, language, named.ToImmutable()) };
    }

    /// <summary>The same in the short form of the text, where it has one, for whoever reads little or not at all.</summary>
    public static Words Of(Turn turn, string text, Language language, bool readsLittle, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var words = Of(turn, text, language, values);
        return readsLittle ? words with { Text = turn.World.Book.Texts.Pick(text, language, true, turn.Id).Fill(values) } : words;
    }
}
