/** Queries to begin with; what is theirs is put in their place by whoever chooses one. */
export const querySamples = [
  { id: 'battery', query: 'SELECT * FROM Win32_Battery' },
  { id: 'virtual', query: "SELECT * FROM Win32_ComputerSystem WHERE Model LIKE '%Virtual%'" },
  { id: 'manufacturer', query: "SELECT * FROM Win32_ComputerSystem WHERE Manufacturer LIKE '%Contoso%'" },
  { id: 'model', query: "SELECT * FROM Win32_ComputerSystem WHERE Model = 'Contoso Book 14'" },
  { id: 'memory', query: 'SELECT * FROM Win32_ComputerSystem WHERE TotalPhysicalMemory >= 8000000000' },
  { id: 'disk', query: 'SELECT * FROM Win32_DiskDrive WHERE Index = 0 AND Size >= 64000000000' },
  { id: 'server', query: 'SELECT * FROM Win32_OperatingSystem WHERE ProductType > 1' },
  { id: 'domain', query: 'SELECT * FROM Win32_ComputerSystem WHERE PartOfDomain = TRUE' },
  {
    id: 'tpm',
    query: 'SELECT * FROM Win32_Tpm WHERE IsEnabled_InitialValue = TRUE',
    namespace: 'root\\cimv2\\Security\\MicrosoftTpm',
  },
  { id: 'process', query: "SELECT * FROM Win32_Process WHERE Name = 'agent.exe'" },
  { id: 'service', query: "SELECT * FROM Win32_Service WHERE Name = 'Spooler' AND State = 'Running'" },
] as const;
export type QuerySample = (typeof querySamples)[number];
