/** Drive letters of a device and the folders of this computer that hold them: `{ 'C:': '/srv/old-pc/c' }`. */
export type DriveMap = Readonly<Record<string, string>>;
