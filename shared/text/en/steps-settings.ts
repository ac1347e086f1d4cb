import type { StepWords } from '../step-words.ts';

/** Words of the steps of the category Settings. */
export const settingsSteps = {
  'capture-network-settings': {
    label: 'Capture Network Settings',
    purpose: 'Saves membership and adapter configuration of the running OS to variables.',
    fields: {
      migrateNetworkMembership: {
        label: 'Migrate domain and workgroup membership',
        help: 'Stores domain or workgroup name.',
      },
      migrateAdapterSettings: {
        label: 'Migrate network adapter configuration',
        help: 'Stores global settings, adapter count, and DNS/IP/filter data per adapter.',
      },
    },
  },
  'capture-windows-settings': {
    label: 'Capture Windows Settings',
    purpose: 'Stores name, registration and time zone in variables.',
    fields: {
      migrateComputerName: {
        label: 'Migrate computer name',
        help: 'Puts the current NetBIOS name into OSDComputerName.',
      },
      migrateRegistrationInfo: {
        label: 'Migrate registered user and organization names',
        help: 'Writes the registration variables.',
      },
      migrateTimeZone: { label: 'Migrate time zone', help: 'Puts the current time zone into OSDTimeZone.' },
    },
  },
  'apply-network-settings': {
    label: 'Apply Network Settings',
    purpose: 'Writes domain/workgroup membership and adapter configuration into the answer file.',
    fields: {
      networkJoinType: {
        label: 'Workgroup or domain',
        help: 'Kind of membership; note that 0 is the domain.',
        choices: { 0: 'Join a domain', 1: 'Join a workgroup' },
      },
      workgroupName: { label: 'Workgroup', help: 'Target workgroup; a captured value replaces it.' },
      domainName: { label: 'Domain', help: 'DNS or NetBIOS name of the domain.' },
      domainOuName: { label: 'Domain OU', help: 'Optional OU as a full LDAP path (RFC 1779).' },
      domainUsername: { label: 'Account', help: 'Account with join rights.' },
      domainPassword: { label: 'Password', help: 'Password of that account; blanked on export.' },
      adapters: {
        label: 'Adapter settings',
        help: 'One row per adapter; each member becomes OSDAdapter<n><Member>.',
        columns: {
          name: { label: 'Name' },
          macAddress: { label: 'MAC address' },
          index: { label: 'Index' },
          enableDhcp: { label: 'Obtain an IP address automatically' },
          ipAddressList: { label: 'IP addresses' },
          subnetMask: { label: 'Subnet masks' },
          gateways: { label: 'Default gateways' },
          gatewayCostMetric: { label: 'Metric' },
          dnsServerList: { label: 'DNS servers' },
          dnsDomain: { label: 'DNS suffix for this connection' },
          enableDnsRegistration: { label: "Register this connection's addresses in DNS" },
          enableFullDnsRegistration: { label: "Use this connection's DNS suffix in DNS registration" },
          enableWins: { label: 'WINS' },
          winsServerList: { label: 'WINS servers' },
          enableLmHosts: { label: 'Enable LMHOSTS lookup' },
          tcpipNetbiosOptions: { label: 'NetBIOS setting', choices: { 0: 'Default', 1: 'Enable', 2: 'Disable' } },
          enableIpProtocolFiltering: { label: 'IP protocol filtering' },
          ipProtocolFilterList: { label: 'Permitted protocols' },
          enableTcpFiltering: { label: 'TCP port filtering' },
          tcpFilterPortList: { label: 'Permitted TCP ports' },
          enableUdpFiltering: { label: 'UDP port filtering' },
          udpFilterPortList: { label: 'Permitted UDP ports' },
        },
      },
      numAdapters: {
        label: 'Number of network adapters',
        help: 'Number of rows; a global value, repeated in globalVarList.',
      },
      enableTcpipFiltering: {
        label: 'Enable TCP/IP filtering',
        help: 'Global filtering switch; repeated in globalVarList.',
      },
      dnsDomain: { label: 'DNS domain', help: 'Global DNS value for all adapters.' },
      dnsSuffixSearchOrder: { label: 'Append these DNS suffixes (in order)', help: 'Global suffix search list.' },
    },
  },
  'apply-windows-settings': {
    label: 'Apply Windows Settings',
    purpose: 'Writes registration, name, licence, administrator, time zone and language values into the answer file.',
    fields: {
      registeredUserName: { label: 'User name', help: 'Name shown as the registered owner of the new Windows.' },
      registeredOrgName: {
        label: 'Organization name',
        help: 'Organisation shown as registered owner of the new Windows.',
      },
      productKey: { label: 'Product key', help: 'Key for setup; empty for volume activation.' },
      randomAdminPassword: {
        label:
          'Randomly generate the local administrator password and disable the account on all supported platforms (recommended)',
        help: 'True picks the random/disabled branch; false picks the fixed password branch.',
      },
      adminPassword: {
        label: 'Enable the account and specify the local administrator password',
        help: 'Password for the enabled built-in account.',
      },
      timeZone: { label: 'Time zone', help: 'Registry key name of the zone, such as W. Europe Standard Time.' },
      computerName: {
        label: 'Computer name',
        help: 'Always exported; change the name through the OSDComputerName variable.',
      },
      serverLicenseMode: {
        label: 'Server licensing',
        help: 'Legacy; hidden since 2010.',
        choices: { PerSeat: 'Per seat', PerServer: 'Per server' },
      },
      serverLicenseConnectionLimit: {
        label: 'Maximum connections',
        help: 'Legacy; still written as 5 in every export.',
      },
      inputLocale: {
        label: 'Input locale (default keyboard layout)',
        help: 'International-Core answer file value InputLocale.',
      },
      systemLocale: { label: 'System locale', help: 'International-Core answer file value SystemLocale.' },
      uiLanguage: { label: 'UI language', help: 'International-Core answer file value UILanguage.' },
      uiLanguageFallback: {
        label: 'UI language fallback',
        help: 'International-Core answer file value UILanguageFallback.',
      },
      userLocale: { label: 'User locale', help: 'International-Core answer file value UserLocale.' },
    },
  },
} as const satisfies StepWords<
  'capture-network-settings' | 'capture-windows-settings' | 'apply-network-settings' | 'apply-windows-settings'
>;
