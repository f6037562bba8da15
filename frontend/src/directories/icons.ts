import {
  DirectoryIcon,
  FileIcon,
  GlobeIcon,
  GridIcon,
  RingIcon,
  ShieldIcon,
  type IconType,
} from '../ui/icons';

/** directoryIcons are the signs of the kinds of directories: plain ones, no trade marks. */
export const directoryIcons: Readonly<Record<string, IconType>> = {
  ldap: DirectoryIcon,
  entra: GridIcon,
  google: GlobeIcon,
  okta: RingIcon,
  onelogin: ShieldIcon,
  file: FileIcon,
};
