using Functions.LocalHost.Hosting;

return await HostProgram.RunAsync(args);
