using ResidentBot.Core.Jobs;
using ResidentBot.Core.Messages;

namespace ResidentBot.Core.Turns;

/// <summary>What somebody at the desk can do. <c>By</c> is the account's id, <c>Name</c> what residents and colleagues read.</summary>
public abstract partial record StaffAction(string By, string Name)
{
    /// <summary>Take a ticket; refused with the winner's name when somebody else has it.</summary>
    public sealed record Claim(string By, string Name, string Ticket) : StaffAction(By, Name);

    /// <summary>Give a ticket back to its queue.</summary>
    public sealed record Release(string By, string Name, string Ticket) : StaffAction(By, Name);

    /// <summary>Write to the resident, or send him a picture or document, with words or without; claims the ticket when nobody has it.</summary>
    public sealed record Reply(string By, string Name, string Ticket, string Text) : StaffAction(By, Name)
    {
        /// <summary>What goes with the words; its bytes are stored already.</summary>
        public Media? Media { get; init; }
    }

    /// <summary>Write for colleagues only.</summary>
    public sealed record Note(string By, string Name, string Ticket, string Text) : StaffAction(By, Name);

    /// <summary>Say that a request is done; the resident is asked whether it is.</summary>
    public sealed record MarkDone(string By, string Name, string Ticket) : StaffAction(By, Name);

    /// <summary>End a ticket with an outcome.</summary>
    public sealed record Close(string By, string Name, string Ticket, string Code, string? Words) : StaffAction(By, Name);

    /// <summary>Let the bot speak again; ends a talk's ticket as answered.</summary>
    public sealed record HandBack(string By, string Name, string Ticket) : StaffAction(By, Name);

    /// <summary>Write first to a known resident; opens a ticket claimed by the writer.</summary>
    public sealed record StartTalk(string By, string Name, Address Address, string Text) : StaffAction(By, Name);

    /// <summary>Publish a post.</summary>
    public sealed record Publish(string By, string Name, Post Post) : StaffAction(By, Name);

    /// <summary>Withdraw a post.</summary>
    public sealed record Withdraw(string By, string Name, string Post) : StaffAction(By, Name);

    /// <summary>Something done to the register; listed in <c>RegisterActions.cs</c>.</summary>
    public abstract record OnRegister(string By, string Name) : StaffAction(By, Name);

    /// <summary>Something done to an import; listed in <c>ImportActions.cs</c>.</summary>
    public abstract record OnImport(string By, string Name) : StaffAction(By, Name);

    /// <summary>Something done to the roster of staff; listed in <c>RosterActions.cs</c>.</summary>
    public abstract record OnRoster(string By, string Name) : StaffAction(By, Name);
}
