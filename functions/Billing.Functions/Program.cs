using Billing.Adapters.Apps;
using Billing.Adapters.Storage;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

if (FunctionsApplication.TryEmitFunctions(args, out var exitCode))
{
    return exitCode;
}

var builder = FunctionsApplication.CreateBuilder(args);
var storageFaults = builder.Configuration.CheckBillingStorage();
// Most of a start is the first use of code: the tables are made on another core while the rest is put together.
var tables = storageFaults.Count > 0 ? Task.FromResult<string?>(null) : Task.Run(() => StartUp.EnsureTablesAsync(builder.Configuration));
List<string> faults = [.. storageFaults, .. ConnectorServices.ValidateSettings(builder.Configuration)];
builder.Services
    .AddBillingStorage(builder.Configuration)
    .AddLowCodeApps(builder.Configuration)
    .AddCreditProviders(builder.Configuration)
    .AddLifecycle(builder.Configuration, faults)
    .AddContractBilling(builder.Configuration, faults);
Telemetry.Add(builder.Services, builder.Logging, builder.Configuration);
if (faults.Count > 0)
{
    return await StartUp.RefuseAsync(faults);
}

await using var app = builder.Build();
if (await tables is { } fault)
{
    return await StartUp.RefuseAsync([fault]);
}

if (StartUp.NoticeOf(builder.Configuration) is { } notice)
{
    await Console.Error.WriteLineAsync(notice);
}

app.UseCrashPoints();
await app.RunAsync();
return 0;
