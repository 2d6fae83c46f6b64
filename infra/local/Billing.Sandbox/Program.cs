using Billing.Sandbox;
using Billing.Sandbox.Demo;

return await CommandLine.RunAsync(args, Environment.GetEnvironmentVariable(DemoOptions.KeyVariable), Console.Out, Console.Error, TimeProvider.System);
