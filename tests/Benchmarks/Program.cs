using Benchmarks.StartUp;

if (args is [EmptyApp.Argument, var url])
{
    EmptyApp.Run(url);
    return 0;
}

Console.Error.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks -- [all | acks | turns | replay | start-up]");
return args.Length == 0 ? 2 : 0;
