using System.Globalization;
using NodaTime;
using ResidentBot.Core.Communities;
using ResidentBot.Core.Conversations;
using ResidentBot.Core.Messages;
using ResidentBot.Core.Tickets;
using ResidentBot.Core.Turns;
using ResidentBot.Core.Understanding;

namespace ResidentBot.Core.Roster;

/// <summary>
/// A named person's own menu on his paired phone or chat: his households, his tasks, changes, leave. By buttons where there are any, else by digits; a
/// button carries only which answer of which question it is, so that no payload can name a household. What is no answer is routed as a resident's message.
/// </summary>
public sealed class WorkerTalk
{
    /// <summary>The question for a PIN.</summary>
    public const string Pin = "pin";

    /// <summary>The question for a new PIN.</summary>
    public const string NewPin = "newpin";

    /// <summary>The command that shows the menu.</summary>
    internal const string Home = "home";

    static readonly Duration StepKept = Duration.FromMinutes(30);

    WorkerTalk(Turn turn, Talk talk, StaffMember member) => (Turn, Talk, Member) = (turn, talk, member);

    internal Turn Turn { get; }

    internal Talk Talk { get; }

    internal StaffMember Member { get; }

    internal Language Language => Talk.Language;

    internal LocalDate Today => Turn.World.Local(Turn.Now).Date;

    internal WorkerStep? Step => Pairing.Step;

    Pairing Pairing => Turn.Find<Pairing>(Talk.Conversation.Address.Value)!;

    string Stamp => Pairing.Shown.ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes what a named person writes as such: a pairing code, an answer to an alarm, or a word of his menu. What he was asked last comes first.</summary>
    public static bool TryTake(Turn turn, Talk talk, Arrival arrival)
    {
        if (PhonePairing.TryTake(turn, talk, arrival)) return true;
        if (Colleagues.At(turn, talk.Conversation.Address) is not { } member) return false;
        // An address of the files that was never paired is good for alarms alone.
        if (turn.Find<Pairing>(talk.Conversation.Address.Value)?.Staff != member.Id) return StaffAnswers.TryTake(turn, talk, member, arrival);
        var worker = new WorkerTalk(turn, talk, member);
        if (worker.TryWord(arrival)) return true;
        return worker.WasAskedLast()
            ? worker.TryStep(arrival) || StaffAnswers.TryTake(turn, talk, member, arrival)
            : StaffAnswers.TryTake(turn, talk, member, arrival) || worker.TryWords(arrival);
    }

    internal string Text(string text, params ReadOnlySpan<(string, string)> values) => Turn.Text(text, Language, values);

    /// <summary>Shows something with answers to choose from.</summary>
    internal void Show(string screen, string text, IEnumerable<(string Command, string Label)> options, Func<WorkerStep, WorkerStep>? about = null)
    {
        var offered = options.ToList();
        var step = new WorkerStep(screen, Turn.Now) { Options = [.. offered.Select(option => option.Command)] };
        Keep(Pairing with { Step = about is null ? step : about(step), Shown = Pairing.Shown + 1 });
        Talk.Speak(new Words(text) { Choices = [.. offered.Select((option, i) => new Choice($"w:{Stamp}:{i}", option.Label))] });
    }

    /// <summary>Asks for words; the way back is offered beside them.</summary>
    internal void Ask(string screen, string text, Func<WorkerStep, WorkerStep>? about = null) => Show(screen, text, [(Home, Text("worker_home"))], about);

    /// <summary>Says what was done, and offers the menu again.</summary>
    internal void Done(string text) => Show("done", text, [(Home, Text("worker_home"))]);

    /// <summary>Leaves the menu.</summary>
    internal void Leave() => Keep(Pairing with { Step = null });

    // Words that are his at any time: the menu's own words, a PIN while it is asked for, a tap on one of the menu's buttons.
    bool TryWord(Arrival arrival)
    {
        if (arrival.Tap?.Split(':') is ["w", var stamp, var at])
        {
            Tap(stamp, at);
            return true;
        }
        var plain = Plain.Form(arrival.Text);
        if (Step?.Screen is Pin or NewPin && plain.Length is >= 3 and <= 12 && plain.All(char.IsAsciiDigit))
        {
            if (Step.Screen == Pin) TryPin(plain);
            else SetPin(plain);
            return true;
        }
        if (!Turn.World.AnswerWords.Is(arrival.Text, Answer.Menu)) return false;
        Open(Home);
        return true;
    }

    bool TryStep(Arrival arrival)
    {
        if (Step is not { } step || step.Screen is Pin or NewPin || !IsOpen || Turn.Now - step.At > StepKept || arrival.Text.Length == 0) return false;
        var plain = Plain.Form(arrival.Text);
        if (int.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out var digit) && digit >= 1 && digit <= step.Options.Length)
        {
            Open(step.Options[digit - 1]);
            return true;
        }
        if (plain == Plain.Form(Text("worker_home")))
        {
            Open(Home);
            return true;
        }
        if (WorkerChanges.TryAnswer(this, step, arrival.Text.Trim())) return true;
        // He speaks of something else: his next digit is no answer to this any more.
        Leave();
        return false;
    }

    // Words that were asked for are still awaited when an alarm came between; a digit, or an open check-in, is not the menu's then.
    bool TryWords(Arrival arrival) => Step is { } step && WorkerChanges.IsAsked(step.Screen) && Talk.Conversation.CheckIns.IsEmpty
        && Plain.Form(arrival.Text).Length > 1 && TryStep(arrival);

    // A button of a question long over shows where he stands instead.
    void Tap(string stamp, string at)
    {
        var isNow = Step is { } step && stamp == Stamp && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < step.Options.Length;
        Open(isNow ? Step!.Options[int.Parse(at, CultureInfo.InvariantCulture)] : Home);
    }

    // Residents' data stand behind the PIN.
    void Open(string command)
    {
        if (Pairing.Pin is null) AskPin(NewPin, Text("pin_new"));
        else if (!IsOpen && Pairing.LockedUntil > Turn.Now) SayLocked();
        else if (!IsOpen) AskPin(Pin, Text("pin_ask"));
        else if (!WorkerChanges.TryOpen(this, command)) WorkerScreens.Open(this, command);
    }

    void AskPin(string screen, string text)
    {
        Keep(Pairing with { Step = new WorkerStep(screen, Turn.Now) });
        Talk.Speak(new Words(text));
    }

    void SetPin(string pin)
    {
        if (!WorkerPins.IsPin(pin) || WorkerPins.IsWeak(pin, Talk.Conversation.Address.Local))
        {
            AskPin(NewPin, Text("pin_weak"));
            return;
        }
        Keep(WorkerPins.Try(Pairing with { Pin = WorkerPins.Trace(Turn, pin) }, pin, Turn.Now).Pairing);
        Turn.Log(Member.Id, "chose PIN", Member.Id, Talk.Conversation.Address.Channel);
        WorkerScreens.Menu(this, Text("pin_set"));
    }

    void TryPin(string pin)
    {
        var (pairing, isRight) = WorkerPins.Try(Pairing, pin, Turn.Now);
        Keep(pairing);
        if (isRight) WorkerScreens.Menu(this);
        else if (pairing.LockedUntil > Turn.Now)
        {
            Turn.Log(Member.Id, "PIN locked", Member.Id, Talk.Conversation.Address.Channel);
            SayLocked();
        }
        else AskPin(Pin, Text("pin_wrong", ("count", $"{WorkerPins.Left(pairing)}")));
    }

    void SayLocked() => Talk.Say("pin_locked", ("time", ServiceHours.Clock(Turn.World.Local(Pairing.LockedUntil!.Value).TimeOfDay)));

    bool IsOpen => Pairing.Pin is not null && Pairing.OpenUntil > Turn.Now;

    // An alarm, a check-in or a job that came after his menu asked is what his digit answers.
    bool WasAskedLast() => Step is { } step && !(Talk.Conversation.PushedAt >= step.At);

    void Keep(Pairing pairing) => Turn.Put(Talk.Conversation.Address.Value, pairing);
}
