namespace ResidentBot.Host;

/// <summary>
/// Takes the path of our public address, <c>/desk</c> of <c>https://bot.example.org/desk</c>, off a request: a proxy may hand it on or cut it off
/// itself. It stands before everything, routing included, so it cannot be put into the pipeline later.
/// </summary>
sealed class PublicPath(Uri publicUrl) : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (publicUrl.AbsolutePath != "/") app.UsePathBase(publicUrl.AbsolutePath);
        next(app);
    };
}
