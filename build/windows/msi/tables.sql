DELETE FROM `Upgrade` WHERE `ActionProperty` = 'OLDERFOUND'
INSERT INTO `Upgrade` (`UpgradeCode`, `VersionMin`, `VersionMax`, `Attributes`, `ActionProperty`) VALUES ('{@UPGRADE_CODE@}', '0.0.0', '@NUMBERS@', 768, 'OLDERFOUND')
UPDATE `Directory` SET `DefaultDir` = 'DIRCON~1|Directory Connector' WHERE `Directory` = 'INSTALLDIR'
UPDATE `File` SET `FileName` = 'DIRCON~1.EXE|directory-connector.exe' WHERE `File` = 'directory_connector.exe'
UPDATE `Shortcut` SET `Name` = 'DIRCON~1|Directory Connector' WHERE `Shortcut` = 'StartMenu'
UPDATE `File` SET `Version` = '@NUMBERS@', `Language` = '1033' WHERE `File` = 'bwdc.exe'
UPDATE `File` SET `Version` = '@NUMBERS@', `Language` = '1033' WHERE `File` = 'directory_connector.exe'
DELETE FROM `MsiFileHash` WHERE `File_` = 'bwdc.exe'
DELETE FROM `MsiFileHash` WHERE `File_` = 'directory_connector.exe'
UPDATE `Property` SET `Value` = 'OLDERFOUND;NEWERFOUND;INSTALLDIR;DATADIR;ADDPATH;SERVICE;SERVICEACCOUNT;SERVICESTART;PROFILE;WEBVIEW2;WEBVIEW2FOUND;WINDOWSMAJOR;SAVEDINSTALLDIR;SAVEDDATADIR;SAVEDADDPATH;SAVEDWINDOW' WHERE `Property` = 'SecureCustomProperties'
UPDATE `Component` SET `Condition` = 'ADDPATH <> "0"' WHERE `Component` = 'AddPath'
UPDATE `Component` SET `Condition` = 'ADDPATH = "0"' WHERE `Component` = 'NoPath'
UPDATE `Component` SET `Condition` = 'DATADIR' WHERE `Component` = 'DataFolder'
CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)
INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ('Path', '=-*Path', '[~];[INSTALLDIR]', 'AddPath')
INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ('DataFolder', '=-*BWDC_DATA_DIR', '[DATADIR]', 'DataFolder')
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RemoveEnvironmentStrings', 3300)
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('WriteEnvironmentStrings', 5200)
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RemoveExistingProducts', 1510)
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('RecallInstallDir', 51, 'INSTALLDIR', '[SAVEDINSTALLDIR]')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('RecallDataDir', 51, 'DATADIR', '[SAVEDDATADIR]')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('RecallAddPath', 51, 'ADDPATH', '[SAVEDADDPATH]')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('RecallFeatures', 51, 'ADDLOCAL', 'CommandLine')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('ServeDataDir', 51, 'DATADIR', '[CommonAppDataFolder]Directory Connector')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('SayDataDir', 51, 'DataDirArgument', '--data-dir "[DATADIR]\."')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('SayStart', 51, 'StartArgument', '--start')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('RecallInstallDir', 'SAVEDINSTALLDIR AND NOT INSTALLDIR', 60)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('RecallDataDir', 'SAVEDDATADIR AND NOT DATADIR', 61)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('RecallAddPath', 'SAVEDADDPATH AND NOT ADDPATH', 62)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('RecallFeatures', 'SAVEDINSTALLDIR AND NOT SAVEDWINDOW AND NOT ADDLOCAL AND NOT Installed', 66)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('ServeDataDir', 'SERVICE = "1" AND NOT DATADIR', 63)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('SayDataDir', 'DATADIR', 64)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('SayStart', 'SERVICESTART = "1"', 65)
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('ServicesBack', 3410, 'bwdc.exe', 'service upkeep start')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('ServicesStop', 3154, 'bwdc.exe', 'service upkeep stop')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('ServicesRemove', 3154, 'bwdc.exe', 'service upkeep remove')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('ServiceInstall', 3090, 'bwdc.exe', '--profile "[PROFILE]" [DataDirArgument] service upkeep install --account "[SERVICEACCOUNT]" [StartArgument]')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('ServicesStart', 3154, 'bwdc.exe', 'service upkeep start')
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('FetchWebView2', 3138, 'WebView2', '/silent /install')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('ServicesBack', 'Installed AND ?CommandLine = 3 AND ($CommandLine <> 2 OR UPGRADINGPRODUCTCODE)', 1610)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('ServicesStop', 'Installed AND ?CommandLine = 3 AND ($CommandLine <> 2 OR UPGRADINGPRODUCTCODE)', 1620)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('ServicesRemove', '?CommandLine = 3 AND $CommandLine = 2 AND NOT UPGRADINGPRODUCTCODE', 1630)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('ServiceInstall', 'SERVICE = "1" AND ($CommandLine = 3 OR (?CommandLine = 3 AND $CommandLine <> 2))', 5310)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('ServicesStart', '$CommandLine = 3 OR (?CommandLine = 3 AND $CommandLine <> 2)', 5320)
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('FetchWebView2', '&Window = 3 AND NOT WEBVIEW2FOUND AND WEBVIEW2 <> "0"', 5400)
