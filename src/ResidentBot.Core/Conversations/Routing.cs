using ResidentBot.Core.CheckIns;
using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Requests;
using ResidentBot.Core.Residents;
using ResidentBot.Core.Roster;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;
using ResidentBot.Core.Understanding.Corrections;

namespace ResidentBot.Core.Conversations;

/// <summary>
/// What a resident's message is about, asked in one fixed order that nothing can bypass: emergency words, a code from paper, "wrong person" and opt-out
/// words, a person who has the talk, the last question asked in a talk the resident began, an open check-in, an intent, a person. A pushed notice is no
/// question and never takes a digit from an open check-in; the offer to go on with a talk that stopped waiting comes only where no plain intent does.
/// </summary>
public static class Routing
{
    /// <summary>From this confidence on a guess is acted upon.</summary>
    public const double Confident = 0.6;

    /// <summary>From this confidence on a guess is a command word that works inside any question.</summary>
    public const double Certain = 0.95;

    /// <summary>What stands in the thread for a code or a PIN.</summary>
    public const string Secret = "••••";

    /// <summary>Decides one arrival.</summary>
    public static void Arrive(Turn turn, Arrival arrival)
    {
        var language = arrival.Language ?? LanguageOf(arrival.Text);
        var talk = Talk.With(turn, arrival.From, language, arrival.Account);
        HandsetTalks.Gather(turn, talk, language);
        if (Calls.TryTake(turn, talk, arrival)) return;
        var edit = Edits.Judge(turn, talk, arrival);
        if (edit == Edit.Unchanged) return;
        Note(turn, talk, PhonePairing.IsSecret(turn, arrival.From, arrival) ? arrival with { Text = Secret } : arrival);
        switch (arrival.Kind)
        {
            case ArrivalKind.CarrierStop:
                OptOuts.CarrierStop(turn, talk, arrival.Account);
                return;
            case ArrivalKind.Blocked:
                OptOuts.Unreachable(turn, talk, arrival.Account, SendError.Blocked);
                return;
            case ArrivalKind.CarrierStart:
                OptOuts.CarrierStart(turn, talk, arrival.Account);
                return;
            case ArrivalKind.Unblocked:
                return;
            case ArrivalKind.CarrierHelp when !MayNeedHelp(turn, talk, arrival):
                return;
        }
        if (Calls.TryHear(turn, talk, arrival)) return;
        // What was acted upon long ago is not acted upon again, but a cry for help, or that somebody is not well, is heard wherever it stands.
        if (edit == Edit.Late)
        {
            if (!Emergencies.TryTake(turn, talk, arrival)) CheckInTakenBack.TryTake(turn, talk, arrival, isLate: true);
            return;
        }
        if (LoopGuard.TryTakeOurs(turn, talk, arrival)) return;
        var isSilent = LoopGuard.TryTake(turn, talk, arrival);
        if (!isSilent) Route(turn, talk, arrival);
        Edits.Remember(turn, talk, arrival);
        if (isSilent) return;
        // What waited for his answer here is asked where it belongs.
        foreach (var other in HandsetTalks.Others(turn, arrival.From).ToList()) RequestTalk.AskNext(turn, Talk.With(turn, other.Address));
        // On the telephone the next thing he hears is a person.
        if (talk.IsCall) return;
        FollowUps.After(turn, talk, arrival.Text);
        RequestTalk.AskNext(turn, talk);
        LoopGuard.Count(turn, talk, arrival);
    }

    // Two answers to a HELP do no harm, none to somebody we look after might: only a stranger's is left to the carrier.
    static bool MayNeedHelp(Turn turn, Talk talk, Arrival arrival) =>
        turn.World.Emergencies.Match(arrival.Text, false) is not null || !talk.Conversation.CheckIns.IsEmpty
        || talk.Conversation.Persons.Any(person => turn.Find<Person>(person) is { Enrolled: true });

    static void Route(Turn turn, Talk talk, Arrival arrival)
    {
        if (Emergencies.TryTake(turn, talk, arrival) || CheckInTakenBack.TryTake(turn, talk, arrival, isLate: false)) return;
        if (WorkerTalk.TryTake(turn, talk, arrival)) return;
        if (PaperCodes.TryTake(turn, talk, arrival)) return;
        var guesses = arrival.Text.Length == 0 ? [] : turn.World.Understand(arrival.Text, StateOf(talk, arrival.Text));
        var guess = guesses.IsDefaultOrEmpty ? null : guesses[0];
        // What stands masked in the thread is nobody's to correct.
        if (arrival.Text.Length > 0 && turn.Decision.Thread.Exists(line => line.Entry.Text == arrival.Text))
            turn.Heard = Heard.Of(arrival.Text, guesses, turn.World.UnderstandingEdition);
        var command = guess is { Confidence: >= Certain } ? guess.Intent : "";
        if (guess is not null && WrongNumbers.TryTake(turn, talk, guesses)) return;
        if (OptOuts.TryTake(turn, talk, command, arrival)) return;
        if (HandOffs.TryTake(turn, talk)) return;
        if (!talk.CanSpeak)
        {
            Unheard(turn, talk, arrival);
            return;
        }
        if (Commands.TryTake(turn, talk, command)) return;
        if (FirstContact.TryTakeNewNumber(turn, talk, arrival, guess) || DataRequests.TryTake(turn, talk, guess)) return;
        if (TryTap(turn, talk, arrival)) return;
        // Opened anew in the middle of a question: it stands there again.
        if (arrival is { Kind: ArrivalKind.Started, Text: "" } && talk.Conversation.Session is not null)
        {
            Flows.AskAgain(turn, talk);
            return;
        }
        if (Flows.TryResume(turn, talk, arrival, guess is { Confidence: >= Confident } ? guess.Intent : null)) return;
        // A button of a question long over says nothing we failed to understand.
        if (arrival is { Kind: ArrivalKind.Tapped, Text: "" })
        {
            talk.Say("already_answered");
            return;
        }
        // "Fixed or not?" is asked later than who is writing, and its answers are nobody's name.
        if (talk.Conversation is { Who: not null, CheckIns.IsEmpty: true } && RequestTalk.TryTake(turn, talk, arrival)) return;
        if (FirstContact.TryTake(turn, talk, arrival, guess) || ForWhom.TryTake(turn, talk, arrival, guess)) return;
        if (CheckInTalk.TryTake(turn, talk, arrival)) return;
        if (RequestTalk.TryTake(turn, talk, arrival)) return;
        if (JobOffers.TryTake(turn, talk, arrival)) return;
        if (Flows.TryOffer(turn, talk, arrival, guess)) return;
        Intents.Route(turn, talk, arrival, guess is { Confidence: >= Confident } ? guess.Intent : null);
    }

    // He hears nothing of what a dialog asks: but for the answer to a check-in, a person must find another way to him.
    static void Unheard(Turn turn, Talk talk, Arrival arrival)
    {
        var asked = talk.Conversation.CheckIns;
        if (CheckInTalk.TryTake(turn, talk, arrival) && talk.Conversation.CheckIns.Length < asked.Length) return;
        HandOffs.Open(turn, talk, HandOffs.DefaultQueue, "unheard");
    }

    // A bare digit answers whatever question is open; a lone letter, such as a T for "stop", only a dialog's.
    static TalkState StateOf(Talk talk, string text)
    {
        var c = talk.Conversation;
        var isAsked = c.Session is not null || (c.Who is not null || c.Whom is not null) && text.Any(char.IsDigit);
        return new TalkState(!c.CheckIns.IsEmpty, c.Offer is not null, isAsked, talk.Language, c.Ticket is not null);
    }

    /// <summary>Writes the message into the thread and brings the conversation up to date.</summary>
    static void Note(Turn turn, Talk talk, Arrival arrival)
    {
        var label = arrival.Tap is null || arrival.Text.Length > 0 ? arrival.Text : $"☑ {Tapped(turn, talk, arrival.Tap)}".TrimEnd();
        var line = turn.NewId();
        if (PaperCodes.Hides(turn, talk, arrival)) label = PaperCodes.Masked;
        if (arrival.FirstSent is not null) label = $"{Edits.Mark} {label}".TrimEnd();
        turn.Decision.Thread.Add((arrival.From, new ThreadEntry
        {
            Id = line,
            Kind = ThreadKind.In,
            At = arrival.At,
            Text = label.Length == 0 ? null : label,
            Media = arrival.Media,
            Location = arrival.Location,
            ProviderId = arrival.ProviderId,
        }));
        OrderMedia(turn, arrival, line);
        turn.Count("in");
        talk.Change(c => c with
        {
            Account = arrival.Account,
            // What a provider hands over late was written when it says.
            LastInAt = NodaTime.Instant.Min(arrival.At, turn.Now),
            SentSince = 0,
            Name = arrival.Name ?? c.Name,
            // Whoever writes to us again through an account can be reached through it again, unless his carrier says no.
            ClosedAccounts = arrival.Kind is ArrivalKind.Message or ArrivalKind.Started or ArrivalKind.Tapped or ArrivalKind.Unblocked && arrival.From.Channel != "sms"
                ? c.ClosedAccounts.Remove(arrival.Account) : c.ClosedAccounts,
        });
        talk.Touch();
    }

    // What stands on a button of the open question: staff read words, not that something was tapped.
    static string? Tapped(Turn turn, Talk talk, string tap) =>
        talk.Conversation.Session is { } session && tap.StartsWith(session.Token + ".", StringComparison.Ordinal)
            ? turn.World.Book.Question(session)?.Choices.FirstOrDefault(choice => choice.Id == tap[(session.Token.Length + 1)..])?.Label[talk.Language] : null;

    /// <summary>Has the media of a thread's line fetched, but for those we hold already.</summary>
    internal static void OrderMedia(Turn turn, Arrival arrival, string line)
    {
        for (var i = 0; i < arrival.Media.Length; i++)
            if (!arrival.Media[i].Source.StartsWith("stored:", StringComparison.Ordinal))
                turn.Decision.Media.Add(new MediaOrder(arrival.Account, arrival.From, line, i, arrival.Media[i]));
    }

    // A button carries what it answers, so it finds its question whatever was asked since.
    static bool TryTap(Turn turn, Talk talk, Arrival arrival) => arrival.Tap is not null
        && (CheckInTap(turn, talk, arrival) || ForWhom.TryTap(turn, talk, arrival) || RequestTalk.TryTake(turn, talk, arrival with { Text = "" }) || JobOffers.TryTake(turn, talk, arrival with { Text = "" }));

    static bool CheckInTap(Turn turn, Talk talk, Arrival arrival)
    {
        if (!arrival.Tap!.StartsWith("c:", StringComparison.Ordinal)) return false;
        if (!CheckInTalk.TryTap(turn, talk, arrival)) talk.Say("already_answered");
        return true;
    }

    static Language? LanguageOf(string text)
    {
        if (text.Length == 0) return null;
        foreach (var c in text)
            if (c is >= '\u3400' and <= '\u9fff') return Language.Zh;
        return text.Any(char.IsAsciiLetter) ? Language.En : null;
    }
}
