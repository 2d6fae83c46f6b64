using Functions.CustomHandler;

return FunctionsApplication.TryEmitFunctions(args, out var exitCode) ? exitCode : 3;

public sealed class BrokenFunctions
{
    [Function("Orphan")]
    public void Orphan(TimerInfo timer)
    {
        Console.WriteLine(timer.IsPastDue);
    }

    [Function("orphan")]
    public void Twin([TimerTrigger("0 * * * * *")] TimerInfo my_timer)
    {
        Console.WriteLine(my_timer.IsPastDue);
    }
}
