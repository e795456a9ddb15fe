using System.Collections.Immutable;

namespace ResidentBot.Core.Roles;

/// <summary>What somebody at the desk, or on his own phone, is there for.</summary>
public enum Role
{
    /// <summary>Works on tickets, residents and posts.</summary>
    Agent,

    /// <summary>Runs the desk: accounts, files, imports. Sees nothing of children, confidences and legal matters.</summary>
    Administrator,

    /// <summary>Leads the agents and grid workers.</summary>
    Supervisor,

    /// <summary>Looks after some fifteen households near his own door.</summary>
    GridWorker,

    /// <summary>Talks with people in confidence, and with children.</summary>
    Counsellor,

    /// <summary>Mends what is broken; learns of residents only what a repair needs.</summary>
    Property,

    /// <summary>Reads who did and who read what, and nothing else.</summary>
    Auditor,
}

/// <summary>What can be done with what the desk holds.</summary>
public enum Right
{
    /// <summary>See service requests.</summary>
    SeeRequests,

    /// <summary>See every other ticket and its talk.</summary>
    SeeTickets,

    /// <summary>Claim, answer, close what one sees.</summary>
    WorkTickets,

    /// <summary>Find residents and see their cards.</summary>
    SeeResidents,

    /// <summary>Change the register: fields, labels, contacts, consent, merges.</summary>
    EditResidents,

    /// <summary>See whole phone numbers, needs and sensitive labels; each look is logged.</summary>
    Reveal,

    /// <summary>Publish and withdraw jobs.</summary>
    ManagePosts,

    /// <summary>See the dialogs, try them out in a rehearsal, and review what the bot learns from corrections.</summary>
    ManageContent,

    /// <summary>Put staff on leave, pair their phones, see how the tree is covered.</summary>
    ManageStaff,

    /// <summary>Import and undo imports.</summary>
    Import,

    /// <summary>Export the register.</summary>
    Export,

    /// <summary>Prepare what is held about somebody, and erase it.</summary>
    Erase,

    /// <summary>Read and export the audit log.</summary>
    ReadAudit,

    /// <summary>Add, change and disable accounts; see events set aside.</summary>
    ManageAccounts,
}

/// <summary>Who may know of something, from most to few.</summary>
public enum Sensitivity
{
    /// <summary>Everybody who works here.</summary>
    Ordinary,

    /// <summary>Health, needs, money: personal data of the special kinds (PIPL art. 28).</summary>
    Sensitive,

    /// <summary>Concerns a child.</summary>
    Child,

    /// <summary>Told in confidence.</summary>
    Confidential,

    /// <summary>A dispute, or legal aid.</summary>
    Legal,
}

/// <summary>Where an account works.</summary>
/// <param name="Community">The community.</param>
/// <param name="Place">The node of its tree, with all below it; null for the whole community.</param>
public sealed record Scope(string Community, string? Place);

/// <summary>What an account has been given.</summary>
/// <param name="Role">The role.</param>
/// <param name="Scopes">Where; empty for every community.</param>
public sealed record Grant(Role Role, ImmutableArray<Scope> Scopes);
