/** A time zone of Windows: its name as the registry and the documents have it, and where it is. */
export interface WindowsTimeZone {
  readonly name: string;
  /** Standard time east of UTC, in minutes. */
  readonly offsetMinutes: number;
  /** The name of the zone in the database of IANA, whose last part is a city; empty where the zone has no place. */
  readonly place: string;
  /** Where people look for it in the list of Windows: its towns, or its region; empty where the zone has no place. */
  readonly regions: string;
}

/** Name, offset and place, by offset; the names are values of documents, alike in every language. */
const table = `Dateline Standard Time|-12:00|
UTC-11|-11:00|
Aleutian Standard Time|-10:00|America/Adak
Hawaiian Standard Time|-10:00|Pacific/Honolulu
Marquesas Standard Time|-09:30|Pacific/Marquesas
Alaskan Standard Time|-09:00|America/Anchorage
UTC-09|-09:00|
Pacific Standard Time (Mexico)|-08:00|America/Tijuana
UTC-08|-08:00|
Pacific Standard Time|-08:00|America/Los_Angeles
US Mountain Standard Time|-07:00|America/Phoenix
Mountain Standard Time (Mexico)|-07:00|America/Mazatlan
Mountain Standard Time|-07:00|America/Denver
Yukon Standard Time|-07:00|America/Whitehorse
Central America Standard Time|-06:00|America/Guatemala
Central Standard Time|-06:00|America/Chicago
Easter Island Standard Time|-06:00|Pacific/Easter
Central Standard Time (Mexico)|-06:00|America/Mexico_City
Canada Central Standard Time|-06:00|America/Regina
SA Pacific Standard Time|-05:00|America/Bogota
Eastern Standard Time (Mexico)|-05:00|America/Cancun
Eastern Standard Time|-05:00|America/New_York
Haiti Standard Time|-05:00|America/Port-au-Prince
Cuba Standard Time|-05:00|America/Havana
US Eastern Standard Time|-05:00|America/Indiana/Indianapolis
Turks And Caicos Standard Time|-05:00|America/Grand_Turk
Paraguay Standard Time|-04:00|America/Asuncion
Atlantic Standard Time|-04:00|America/Halifax
Venezuela Standard Time|-04:00|America/Caracas
Central Brazilian Standard Time|-04:00|America/Cuiaba
SA Western Standard Time|-04:00|America/La_Paz
Pacific SA Standard Time|-04:00|America/Santiago
Newfoundland Standard Time|-03:30|America/St_Johns
Tocantins Standard Time|-03:00|America/Araguaina
E. South America Standard Time|-03:00|America/Sao_Paulo
SA Eastern Standard Time|-03:00|America/Cayenne
Argentina Standard Time|-03:00|America/Buenos_Aires
Montevideo Standard Time|-03:00|America/Montevideo
Magallanes Standard Time|-03:00|America/Punta_Arenas
Saint Pierre Standard Time|-03:00|America/Miquelon
Bahia Standard Time|-03:00|America/Bahia
UTC-02|-02:00|
Greenland Standard Time|-02:00|America/Nuuk
Azores Standard Time|-01:00|Atlantic/Azores
Cape Verde Standard Time|-01:00|Atlantic/Cape_Verde
UTC|+00:00|
GMT Standard Time|+00:00|Europe/London
Greenwich Standard Time|+00:00|Atlantic/Reykjavik
Sao Tome Standard Time|+00:00|Africa/Sao_Tome
Morocco Standard Time|+00:00|Africa/Casablanca
W. Europe Standard Time|+01:00|Europe/Berlin
Central Europe Standard Time|+01:00|Europe/Budapest
Romance Standard Time|+01:00|Europe/Paris
Central European Standard Time|+01:00|Europe/Warsaw
W. Central Africa Standard Time|+01:00|Africa/Lagos
GTB Standard Time|+02:00|Europe/Bucharest
Middle East Standard Time|+02:00|Asia/Beirut
Egypt Standard Time|+02:00|Africa/Cairo
E. Europe Standard Time|+02:00|Europe/Chisinau
West Bank Standard Time|+02:00|Asia/Hebron
South Africa Standard Time|+02:00|Africa/Johannesburg
FLE Standard Time|+02:00|Europe/Kiev
Israel Standard Time|+02:00|Asia/Jerusalem
South Sudan Standard Time|+02:00|Africa/Juba
Kaliningrad Standard Time|+02:00|Europe/Kaliningrad
Sudan Standard Time|+02:00|Africa/Khartoum
Libya Standard Time|+02:00|Africa/Tripoli
Namibia Standard Time|+02:00|Africa/Windhoek
Jordan Standard Time|+03:00|Asia/Amman
Arabic Standard Time|+03:00|Asia/Baghdad
Syria Standard Time|+03:00|Asia/Damascus
Turkey Standard Time|+03:00|Europe/Istanbul
Arab Standard Time|+03:00|Asia/Riyadh
Belarus Standard Time|+03:00|Europe/Minsk
Russian Standard Time|+03:00|Europe/Moscow
E. Africa Standard Time|+03:00|Africa/Nairobi
Volgograd Standard Time|+03:00|Europe/Volgograd
Iran Standard Time|+03:30|Asia/Tehran
Arabian Standard Time|+04:00|Asia/Dubai
Astrakhan Standard Time|+04:00|Europe/Astrakhan
Azerbaijan Standard Time|+04:00|Asia/Baku
Russia Time Zone 3|+04:00|Europe/Samara
Mauritius Standard Time|+04:00|Indian/Mauritius
Saratov Standard Time|+04:00|Europe/Saratov
Georgian Standard Time|+04:00|Asia/Tbilisi
Caucasus Standard Time|+04:00|Asia/Yerevan
Afghanistan Standard Time|+04:30|Asia/Kabul
West Asia Standard Time|+05:00|Asia/Tashkent
Qyzylorda Standard Time|+05:00|Asia/Qyzylorda
Ekaterinburg Standard Time|+05:00|Asia/Yekaterinburg
Pakistan Standard Time|+05:00|Asia/Karachi
India Standard Time|+05:30|Asia/Kolkata
Sri Lanka Standard Time|+05:30|Asia/Colombo
Nepal Standard Time|+05:45|Asia/Kathmandu
Central Asia Standard Time|+06:00|Asia/Bishkek
Bangladesh Standard Time|+06:00|Asia/Dhaka
Omsk Standard Time|+06:00|Asia/Omsk
Myanmar Standard Time|+06:30|Asia/Yangon
SE Asia Standard Time|+07:00|Asia/Bangkok
Altai Standard Time|+07:00|Asia/Barnaul
W. Mongolia Standard Time|+07:00|Asia/Hovd
North Asia Standard Time|+07:00|Asia/Krasnoyarsk
N. Central Asia Standard Time|+07:00|Asia/Novosibirsk
Tomsk Standard Time|+07:00|Asia/Tomsk
China Standard Time|+08:00|Asia/Shanghai
North Asia East Standard Time|+08:00|Asia/Irkutsk
Singapore Standard Time|+08:00|Asia/Singapore
W. Australia Standard Time|+08:00|Australia/Perth
Taipei Standard Time|+08:00|Asia/Taipei
Ulaanbaatar Standard Time|+08:00|Asia/Ulaanbaatar
Aus Central W. Standard Time|+08:45|Australia/Eucla
Transbaikal Standard Time|+09:00|Asia/Chita
Tokyo Standard Time|+09:00|Asia/Tokyo
North Korea Standard Time|+09:00|Asia/Pyongyang
Korea Standard Time|+09:00|Asia/Seoul
Yakutsk Standard Time|+09:00|Asia/Yakutsk
Cen. Australia Standard Time|+09:30|Australia/Adelaide
AUS Central Standard Time|+09:30|Australia/Darwin
E. Australia Standard Time|+10:00|Australia/Brisbane
AUS Eastern Standard Time|+10:00|Australia/Sydney
West Pacific Standard Time|+10:00|Pacific/Port_Moresby
Tasmania Standard Time|+10:00|Australia/Hobart
Vladivostok Standard Time|+10:00|Asia/Vladivostok
Lord Howe Standard Time|+10:30|Australia/Lord_Howe
Bougainville Standard Time|+11:00|Pacific/Bougainville
Russia Time Zone 10|+11:00|Asia/Srednekolymsk
Magadan Standard Time|+11:00|Asia/Magadan
Norfolk Standard Time|+11:00|Pacific/Norfolk
Sakhalin Standard Time|+11:00|Asia/Sakhalin
Central Pacific Standard Time|+11:00|Pacific/Guadalcanal
Russia Time Zone 11|+12:00|Asia/Kamchatka
New Zealand Standard Time|+12:00|Pacific/Auckland
UTC+12|+12:00|
Fiji Standard Time|+12:00|Pacific/Fiji
Chatham Islands Standard Time|+12:45|Pacific/Chatham
UTC+13|+13:00|
Tonga Standard Time|+13:00|Pacific/Tongatapu
Samoa Standard Time|+13:00|Pacific/Apia
Line Islands Standard Time|+14:00|Pacific/Kiritimati`;

/** Regions of the zones that are known by more, or by another name, than the town of their place. */
const regions = new Map(
  `Aleutian Standard Time|Aleutian Islands
Hawaiian Standard Time|Hawaii
Marquesas Standard Time|Marquesas Islands
Alaskan Standard Time|Alaska
Pacific Standard Time (Mexico)|Baja California
Pacific Standard Time|Pacific Time (US & Canada)
US Mountain Standard Time|Arizona
Mountain Standard Time (Mexico)|La Paz, Mazatlan
Mountain Standard Time|Mountain Time (US & Canada)
Yukon Standard Time|Yukon
Central America Standard Time|Central America
Central Standard Time|Central Time (US & Canada)
Easter Island Standard Time|Easter Island
Central Standard Time (Mexico)|Guadalajara, Mexico City, Monterrey
Canada Central Standard Time|Saskatchewan
SA Pacific Standard Time|Bogota, Lima, Quito, Rio Branco
Eastern Standard Time (Mexico)|Chetumal
Eastern Standard Time|Eastern Time (US & Canada)
Haiti Standard Time|Haiti
US Eastern Standard Time|Indiana (East)
Turks And Caicos Standard Time|Turks and Caicos
Atlantic Standard Time|Atlantic Time (Canada)
Venezuela Standard Time|Caracas
SA Western Standard Time|Georgetown, La Paz, Manaus, San Juan
Newfoundland Standard Time|Newfoundland
E. South America Standard Time|Brasilia
SA Eastern Standard Time|Cayenne, Fortaleza
Saint Pierre Standard Time|Saint Pierre and Miquelon
Bahia Standard Time|Salvador
Greenland Standard Time|Greenland
Cape Verde Standard Time|Cabo Verde
GMT Standard Time|Dublin, Edinburgh, Lisbon, London
Greenwich Standard Time|Monrovia, Reykjavik
W. Europe Standard Time|Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
Central Europe Standard Time|Belgrade, Bratislava, Budapest, Ljubljana, Prague
Romance Standard Time|Brussels, Copenhagen, Madrid, Paris
Central European Standard Time|Sarajevo, Skopje, Warsaw, Zagreb
W. Central Africa Standard Time|West Central Africa
GTB Standard Time|Athens, Bucharest
West Bank Standard Time|Gaza, Hebron
South Africa Standard Time|Harare, Pretoria
FLE Standard Time|Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius
Arab Standard Time|Kuwait, Riyadh
Russian Standard Time|Moscow, St. Petersburg
Arabian Standard Time|Abu Dhabi, Muscat
Astrakhan Standard Time|Astrakhan, Ulyanovsk
Russia Time Zone 3|Izhevsk, Samara
Mauritius Standard Time|Port Louis
West Asia Standard Time|Ashgabat, Tashkent
Pakistan Standard Time|Islamabad, Karachi
India Standard Time|Chennai, Kolkata, Mumbai, New Delhi
Sri Lanka Standard Time|Sri Jayawardenepura
SE Asia Standard Time|Bangkok, Hanoi, Jakarta
Altai Standard Time|Barnaul, Gorno-Altaysk
China Standard Time|Beijing, Chongqing, Hong Kong, Urumqi
Singapore Standard Time|Kuala Lumpur, Singapore
Tokyo Standard Time|Osaka, Sapporo, Tokyo
AUS Eastern Standard Time|Canberra, Melbourne, Sydney
West Pacific Standard Time|Guam, Port Moresby
Lord Howe Standard Time|Lord Howe Island
Bougainville Standard Time|Bougainville Island
Russia Time Zone 10|Chokurdakh
Norfolk Standard Time|Norfolk Island
Central Pacific Standard Time|Solomon Islands, New Caledonia
Russia Time Zone 11|Anadyr, Petropavlovsk-Kamchatsky
New Zealand Standard Time|Auckland, Wellington
Chatham Islands Standard Time|Chatham Islands
Tonga Standard Time|Nuku'alofa
Line Islands Standard Time|Kiritimati`
    .split('\n')
    .map((line) => line.split('|') as [name: string, regions: string]),
);

function readLine(line: string): WindowsTimeZone {
  const [name = '', offset = '', place = ''] = line.split('|');
  const [hours = '0', minutes = '0'] = offset.slice(1).split(':');
  const size = Number(hours) * 60 + Number(minutes);
  const town = (place.split('/').at(-1) ?? '').replaceAll('_', ' ');
  const offsetMinutes = offset.startsWith('-') ? -size : size;
  return { name, offsetMinutes, place, regions: regions.get(name) ?? town };
}

/** The time zones of Windows, from west to east. */
export const windowsTimeZones: readonly WindowsTimeZone[] = table.split('\n').map(readLine);

/** An offset as people write it: `UTC+05:30`, or `UTC` for none. Minutes east of UTC. */
export function offsetText(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'UTC';
  const size = Math.abs(offsetMinutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `UTC${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
