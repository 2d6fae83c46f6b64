using Billing.Sandbox;

return await CommandLine.RunAsync(args, Console.Out, Console.Error, TimeProvider.System);
