-- A database of version 11, as Surtidor 0.1.0 wrote it.
CREATE TABLE authorizations (session_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
INSERT INTO "authorizations" VALUES('captured','{"atMs":500,"connectorId":1,"idToken":"SURcaptured","paidBy":"bankCard","sessionId":"captured","tariff":{"id":"adhoc-1"},"tariffHash":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}');
INSERT INTO "authorizations" VALUES('capturing','{"atMs":500,"connectorId":1,"idToken":"SURcapturing","paidBy":"bankCard","sessionId":"capturing","tariff":{"id":"adhoc-1"},"tariffHash":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}');
INSERT INTO "authorizations" VALUES('staff','{"atMs":500,"connectorId":1,"idToken":"SURstaff","paidBy":"bankCard","sessionId":"staff","tariff":{"id":"adhoc-1"},"tariffHash":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}');
INSERT INTO "authorizations" VALUES('charging','{"atMs":500,"connectorId":1,"idToken":"SURcharging","paidBy":"bankCard","sessionId":"charging","tariff":{"id":"adhoc-1"},"tariffHash":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}');
CREATE TABLE bookings (
    seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, session_id TEXT NOT NULL, at_ms INTEGER NOT NULL,
    minor INTEGER NOT NULL, currency TEXT NOT NULL, receipt_number TEXT NOT NULL, trace_number TEXT NOT NULL
  ) STRICT;
INSERT INTO "bookings" VALUES(10,'captured:capture','captured',1795161611000,1234,'EUR','0042','000242');
INSERT INTO "bookings" VALUES(34,'reversedForMoney:reverse','reversedForMoney',1795161635000,500,'EUR','0045','000245');
CREATE TABLE budgets (session_id TEXT PRIMARY KEY, budget TEXT NOT NULL) STRICT;
CREATE TABLE buyers (session_id TEXT PRIMARY KEY, buyer TEXT NOT NULL) STRICT;
CREATE TABLE cases (number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE connector_states (
    connector_id INTEGER PRIMARY KEY, first_ms INTEGER NOT NULL, state TEXT NOT NULL, since_ms INTEGER NOT NULL,
    time_zone TEXT NOT NULL
  ) STRICT;
CREATE TABLE down_days (
    day INTEGER NOT NULL, connector_id INTEGER NOT NULL, state TEXT NOT NULL, ms INTEGER NOT NULL,
    PRIMARY KEY (day, connector_id, state)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE dues (session_id TEXT PRIMARY KEY, amount TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
INSERT INTO "dues" VALUES('captured','{"currency":"EUR","minor":1234}','driver');
INSERT INTO "dues" VALUES('capturing','{"currency":"EUR","minor":1234}','driver');
INSERT INTO "dues" VALUES('released','{"currency":"EUR","minor":0}','cancelledByDriver');
INSERT INTO "dues" VALUES('reversedForMoney','{"currency":"EUR","minor":0}','plugTimeout');
CREATE TABLE ends_of_day (
    seq INTEGER PRIMARY KEY, key TEXT UNIQUE, at_ms INTEGER NOT NULL, outcome TEXT, answered_seq INTEGER
  ) STRICT;
CREATE TABLE errands (
    number INTEGER PRIMARY KEY, put_at_ms INTEGER NOT NULL, next_at_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, last_error TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dropped')),
    phone BLOB CHECK (phone IS NULL OR state = 'waiting')
  ) STRICT;
CREATE TABLE failed_sign_ins (
    number TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until_ms INTEGER NOT NULL
  ) STRICT;
CREATE TABLE failed_start_days (
    day INTEGER NOT NULL, connector_id INTEGER NOT NULL, cause TEXT NOT NULL, starts INTEGER NOT NULL,
    PRIMARY KEY (day, connector_id, cause)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE holds (
    session_id TEXT PRIMARY KEY, receipt_number TEXT NOT NULL, connector_id INTEGER NOT NULL, hold TEXT NOT NULL, held_at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'capturing', 'captured', 'releasing', 'released', 'staff')),
    captured TEXT, attempts INTEGER NOT NULL DEFAULT 0, last_error TEXT
  ) STRICT;
INSERT INTO "holds" VALUES('captured','0042',1,'{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0042","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000142"}',1795161603000,'captured','{"currency":"EUR","minor":1234}',0,NULL);
INSERT INTO "holds" VALUES('capturing','0043',1,'{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0043","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000143"}',1795161614000,'capturing',NULL,1,'link_lost');
INSERT INTO "holds" VALUES('released','0044',1,'{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0044","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000144"}',1795161624000,'released',NULL,0,NULL);
INSERT INTO "holds" VALUES('reversedForMoney','0045',1,'{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0045","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000145"}',1795161631000,'staff','{"currency":"EUR","minor":500}',0,'the reversal was booked with 500 EUR, in minor units');
INSERT INTO "holds" VALUES('staff','0046',1,'{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0046","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000146"}',1795161637000,'staff',NULL,0,'the session was interrupted while energy may have flowed');
INSERT INTO "holds" VALUES('charging','0047',1,'{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0047","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000147"}',1795161643000,'held',NULL,0,NULL);
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
    prev_hash TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT;
INSERT INTO "journal" VALUES(1,1795161602000,'orderIntended','{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"captured:preAuthorize","kind":"preAuthorize","sessionId":"captured"}','0000000000000000000000000000000000000000000000000000000000000000','104720f25ab68318088b6a508b6bf2e53cbe94fbe031072874b5f20b8e7f8c4e');
INSERT INTO "journal" VALUES(2,1795161603000,'orderAnswered','{"key":"captured:preAuthorize","outcome":{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0042","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000142"},"result":"approved"}}','104720f25ab68318088b6a508b6bf2e53cbe94fbe031072874b5f20b8e7f8c4e','097380219cb114594b39822985c5cec87197b6f4234bac7b78f7ce378517bf78');
INSERT INTO "journal" VALUES(3,1795161604000,'orderConfirmed','{"key":"captured:preAuthorize"}','097380219cb114594b39822985c5cec87197b6f4234bac7b78f7ce378517bf78','053f49997db3e34b591c8b36420473e15a0d97fec0fa02f01aba57012d73ff2f');
INSERT INTO "journal" VALUES(4,1795161605000,'authorized','{"atMs":500,"connectorId":1,"idToken":"SURcaptured","paidBy":"bankCard","sessionId":"captured","tariff":{"id":"adhoc-1"},"tariffHash":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}','053f49997db3e34b591c8b36420473e15a0d97fec0fa02f01aba57012d73ff2f','4b6c76115b63e6ad2176dc42b5c49479f6e833cf5fbe5b86bab276d00a15bc14');
INSERT INTO "journal" VALUES(5,1795161606000,'transaction','{"controllerSessionId":"ev-1","phase":"started","reading":{"atMs":600,"energyWh":0,"meterId":"M1","powerW":null},"sessionId":"captured","signed":null,"signedStart":null}','4b6c76115b63e6ad2176dc42b5c49479f6e833cf5fbe5b86bab276d00a15bc14','6ea89394b9f91490e91da876da1d82985eb34b303b76a56ce5a9f8f20688afbf');
INSERT INTO "journal" VALUES(6,1795161607000,'transaction','{"controllerSessionId":"ev-1","phase":"finished","reading":{"atMs":600,"energyWh":20000,"meterId":"M1","powerW":null},"sessionId":"captured","signed":null,"signedStart":null}','6ea89394b9f91490e91da876da1d82985eb34b303b76a56ce5a9f8f20688afbf','e3960918af2a63e054e90812486aa94707f72db1e463e01cb920a1e729c7fb65');
INSERT INTO "journal" VALUES(7,1795161608000,'receipt','{"number":1,"receipt":{"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"endedAtMs":800,"energyWh":20000,"evseId":"ES*SUR*E0001*1","issuedAtMs":900,"lines":[],"meterEndWh":20000,"meterId":"M1","meterStartWh":0,"net":{"currency":"EUR","minor":1234},"operator":{"address":"Calle del Sol 1","name":"Surtidor","vatId":"ESB12345674"},"paidBy":"bankCard","receiptNumber":"000001","startedAtMs":600,"terminalId":"52500041","total":{"currency":"EUR","minor":1234},"vat":[]},"sessionId":"captured"}','e3960918af2a63e054e90812486aa94707f72db1e463e01cb920a1e729c7fb65','2d034f5f3629d8df3bdc4305089e7d471c699afff367ca367e1e94f88cef4617');
INSERT INTO "journal" VALUES(8,1795161609000,'due','{"amount":{"currency":"EUR","minor":1234},"reason":"driver","sessionId":"captured"}','2d034f5f3629d8df3bdc4305089e7d471c699afff367ca367e1e94f88cef4617','c3a8cea9aa53a37109c34da6d8b84cf0c3d1d959747edafbd93693d2f6c40373');
INSERT INTO "journal" VALUES(9,1795161610000,'orderIntended','{"amount":{"currency":"EUR","minor":1234},"connectorId":1,"holdReceiptNumber":"0042","key":"captured:capture","kind":"capture","sessionId":"captured"}','c3a8cea9aa53a37109c34da6d8b84cf0c3d1d959747edafbd93693d2f6c40373','19c839bb4eef90478bd15c26966484eb5a40dc15b58f6671e418617aab8a5afb');
INSERT INTO "journal" VALUES(10,1795161611000,'orderAnswered','{"key":"captured:capture","outcome":{"booking":{"amount":{"currency":"EUR","minor":1234},"receiptNumber":"0042","traceNumber":"000242"},"result":"booked"}}','19c839bb4eef90478bd15c26966484eb5a40dc15b58f6671e418617aab8a5afb','cc25920b6a556bc2a0277b66ec8cf3e9206f70cf23df2388a4722afc3d7237f9');
INSERT INTO "journal" VALUES(11,1795161612000,'orderConfirmed','{"key":"captured:capture"}','cc25920b6a556bc2a0277b66ec8cf3e9206f70cf23df2388a4722afc3d7237f9','9db3823c0772bd98132107c6b5b1cca50f904c22a61bb6d38e60fbb93c166b8e');
INSERT INTO "journal" VALUES(12,1795161613000,'orderIntended','{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"capturing:preAuthorize","kind":"preAuthorize","sessionId":"capturing"}','9db3823c0772bd98132107c6b5b1cca50f904c22a61bb6d38e60fbb93c166b8e','f6417910d5f27b8c4822b6610cafcb770278bf0126ad1c0396c3099918df2966');
INSERT INTO "journal" VALUES(13,1795161614000,'orderAnswered','{"key":"capturing:preAuthorize","outcome":{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0043","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000143"},"result":"approved"}}','f6417910d5f27b8c4822b6610cafcb770278bf0126ad1c0396c3099918df2966','4f2488cab045668d8beb6227887e858dd5eff1a36e33d9d81f55f990f92f720a');
INSERT INTO "journal" VALUES(14,1795161615000,'orderConfirmed','{"key":"capturing:preAuthorize"}','4f2488cab045668d8beb6227887e858dd5eff1a36e33d9d81f55f990f92f720a','3212904df3a40e2b3fd702db7c77c109a9ef1bc0d96ab334e36c4e8a72c1c496');
INSERT INTO "journal" VALUES(15,1795161616000,'authorized','{"atMs":500,"connectorId":1,"idToken":"SURcapturing","paidBy":"bankCard","sessionId":"capturing","tariff":{"id":"adhoc-1"},"tariffHash":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}','3212904df3a40e2b3fd702db7c77c109a9ef1bc0d96ab334e36c4e8a72c1c496','68490d4774a21c4589efca152dcf256f30318ee4472bf5ad521886e0e6b46e40');
INSERT INTO "journal" VALUES(16,1795161617000,'transaction','{"controllerSessionId":"ev-1","phase":"started","reading":{"atMs":600,"energyWh":0,"meterId":"M1","powerW":null},"sessionId":"capturing","signed":null,"signedStart":null}','68490d4774a21c4589efca152dcf256f30318ee4472bf5ad521886e0e6b46e40','19e336c193c75c135c9b3bc97dd92e4135dd4450acb0d2ee7224d24953110819');
INSERT INTO "journal" VALUES(17,1795161618000,'transaction','{"controllerSessionId":"ev-1","phase":"finished","reading":{"atMs":600,"energyWh":20000,"meterId":"M1","powerW":null},"sessionId":"capturing","signed":null,"signedStart":null}','19e336c193c75c135c9b3bc97dd92e4135dd4450acb0d2ee7224d24953110819','193cce0faa0be59f0e244e32a7ff28fad82bdaa782339abec06fd4b488373f92');
INSERT INTO "journal" VALUES(18,1795161619000,'receipt','{"number":2,"receipt":{"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"endedAtMs":800,"energyWh":20000,"evseId":"ES*SUR*E0001*1","issuedAtMs":900,"lines":[],"meterEndWh":20000,"meterId":"M1","meterStartWh":0,"net":{"currency":"EUR","minor":1234},"operator":{"address":"Calle del Sol 1","name":"Surtidor","vatId":"ESB12345674"},"paidBy":"bankCard","receiptNumber":"000002","startedAtMs":600,"terminalId":"52500041","total":{"currency":"EUR","minor":1234},"vat":[]},"sessionId":"capturing"}','193cce0faa0be59f0e244e32a7ff28fad82bdaa782339abec06fd4b488373f92','e7bceeeaf0f113394884615e75e5a824c5931657023782d296ae07fdc2e95c5f');
INSERT INTO "journal" VALUES(19,1795161620000,'due','{"amount":{"currency":"EUR","minor":1234},"reason":"driver","sessionId":"capturing"}','e7bceeeaf0f113394884615e75e5a824c5931657023782d296ae07fdc2e95c5f','3e37b35b68619d3ea5268113417172933797d85ed124edaa2511331820e62cc1');
INSERT INTO "journal" VALUES(20,1795161621000,'attemptFailed','{"error":"link_lost","sessionId":"capturing"}','3e37b35b68619d3ea5268113417172933797d85ed124edaa2511331820e62cc1','ea1ed1b3cd0923ba7d428a2ee5b5d8a95f75e22a73a5e0b1a1f6ee25c3fea75a');
INSERT INTO "journal" VALUES(21,1795161622000,'orderIntended','{"amount":{"currency":"EUR","minor":1234},"connectorId":1,"holdReceiptNumber":"0043","key":"capturing:capture","kind":"capture","sessionId":"capturing"}','ea1ed1b3cd0923ba7d428a2ee5b5d8a95f75e22a73a5e0b1a1f6ee25c3fea75a','06d66eeb0a97678044506687016e96fccf89e8a55fa83cd9576699537b9af752');
INSERT INTO "journal" VALUES(22,1795161623000,'orderIntended','{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"released:preAuthorize","kind":"preAuthorize","sessionId":"released"}','06d66eeb0a97678044506687016e96fccf89e8a55fa83cd9576699537b9af752','3dae4ffa8f5551906ff78c3701d28d96c989949fc39a2717fcb99cf09c378259');
INSERT INTO "journal" VALUES(23,1795161624000,'orderAnswered','{"key":"released:preAuthorize","outcome":{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0044","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000144"},"result":"approved"}}','3dae4ffa8f5551906ff78c3701d28d96c989949fc39a2717fcb99cf09c378259','9f8d51876ad2e61c98f15a4bf2297da2732451d0e7af9bf890adfcf2c149fb94');
INSERT INTO "journal" VALUES(24,1795161625000,'orderConfirmed','{"key":"released:preAuthorize"}','9f8d51876ad2e61c98f15a4bf2297da2732451d0e7af9bf890adfcf2c149fb94','cefc464c73fd5e1563c24b48bfdc70d990d104c0339256d7355b8afed3992853');
INSERT INTO "journal" VALUES(25,1795161626000,'due','{"amount":{"currency":"EUR","minor":0},"reason":"cancelledByDriver","sessionId":"released"}','cefc464c73fd5e1563c24b48bfdc70d990d104c0339256d7355b8afed3992853','d12b5bd1bc7cd465a62e3fe756de125d43d816b3e13b2e0636f700eed8f3b7ee');
INSERT INTO "journal" VALUES(26,1795161627000,'orderIntended','{"amount":{"currency":"EUR","minor":0},"connectorId":1,"holdReceiptNumber":"0044","key":"released:reverse","kind":"reverse","sessionId":"released"}','d12b5bd1bc7cd465a62e3fe756de125d43d816b3e13b2e0636f700eed8f3b7ee','c2dde76cab866c44f2123061d79f00d3bc451f2de9644ef2eee2b437f9e375f2');
INSERT INTO "journal" VALUES(27,1795161628000,'orderAnswered','{"key":"released:reverse","outcome":{"booking":{"amount":{"currency":"EUR","minor":0},"receiptNumber":"0044","traceNumber":"000244"},"result":"booked"}}','c2dde76cab866c44f2123061d79f00d3bc451f2de9644ef2eee2b437f9e375f2','b116edf4602a02c424984f6e4e636b02e49a8e61973a6bd2f8302629b774110d');
INSERT INTO "journal" VALUES(28,1795161629000,'orderConfirmed','{"key":"released:reverse"}','b116edf4602a02c424984f6e4e636b02e49a8e61973a6bd2f8302629b774110d','b36063da3c5c4fdd4eadd29afa24ba2197dc34561d8bbd0dba87b48cf1cf86af');
INSERT INTO "journal" VALUES(29,1795161630000,'orderIntended','{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"reversedForMoney:preAuthorize","kind":"preAuthorize","sessionId":"reversedForMoney"}','b36063da3c5c4fdd4eadd29afa24ba2197dc34561d8bbd0dba87b48cf1cf86af','3a8ed57567d20994bc453867093d649ba3198396d4e66d83f9eaf238d55d65cd');
INSERT INTO "journal" VALUES(30,1795161631000,'orderAnswered','{"key":"reversedForMoney:preAuthorize","outcome":{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0045","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000145"},"result":"approved"}}','3a8ed57567d20994bc453867093d649ba3198396d4e66d83f9eaf238d55d65cd','fc94a2faacd12d17fd941bd748e7408bbfd49569bf7fe95068ac9416ccded82e');
INSERT INTO "journal" VALUES(31,1795161632000,'orderConfirmed','{"key":"reversedForMoney:preAuthorize"}','fc94a2faacd12d17fd941bd748e7408bbfd49569bf7fe95068ac9416ccded82e','848980b3c91bb01502d1e888622a6517098b619327869c5b01f456c765c30f4f');
INSERT INTO "journal" VALUES(32,1795161633000,'due','{"amount":{"currency":"EUR","minor":0},"reason":"plugTimeout","sessionId":"reversedForMoney"}','848980b3c91bb01502d1e888622a6517098b619327869c5b01f456c765c30f4f','f68c371321be65178ca969b7170700b30cca43b2ea25148af27e2c2d6196fe65');
INSERT INTO "journal" VALUES(33,1795161634000,'orderIntended','{"amount":{"currency":"EUR","minor":0},"connectorId":1,"holdReceiptNumber":"0045","key":"reversedForMoney:reverse","kind":"reverse","sessionId":"reversedForMoney"}','f68c371321be65178ca969b7170700b30cca43b2ea25148af27e2c2d6196fe65','96ad4edf6bfc9819532d3ccdaca7276a7029fa013078c2e7a9923d4ee9a8a21a');
INSERT INTO "journal" VALUES(34,1795161635000,'orderAnswered','{"key":"reversedForMoney:reverse","outcome":{"booking":{"amount":{"currency":"EUR","minor":500},"receiptNumber":"0045","traceNumber":"000245"},"result":"booked"}}','96ad4edf6bfc9819532d3ccdaca7276a7029fa013078c2e7a9923d4ee9a8a21a','db32db5c5bd630a3ffe871926c095a26c7cd9657ff87e8473c5a94abefdc57b2');
INSERT INTO "journal" VALUES(35,1795161636000,'orderIntended','{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"staff:preAuthorize","kind":"preAuthorize","sessionId":"staff"}','db32db5c5bd630a3ffe871926c095a26c7cd9657ff87e8473c5a94abefdc57b2','71d9b5722aa33a0a64cd0a8e143486239910bf52ecb7261aa5ac435bcb288cea');
INSERT INTO "journal" VALUES(36,1795161637000,'orderAnswered','{"key":"staff:preAuthorize","outcome":{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0046","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000146"},"result":"approved"}}','71d9b5722aa33a0a64cd0a8e143486239910bf52ecb7261aa5ac435bcb288cea','99cb642bd04fbb51668bacc020f5cabb0c4facb512611230fc98e52094bbd030');
INSERT INTO "journal" VALUES(37,1795161638000,'orderConfirmed','{"key":"staff:preAuthorize"}','99cb642bd04fbb51668bacc020f5cabb0c4facb512611230fc98e52094bbd030','0c87d0d95816a3888939a06f1a12de0ca15b55083485a858a2e8b690c424bf94');
INSERT INTO "journal" VALUES(38,1795161639000,'authorized','{"atMs":500,"connectorId":1,"idToken":"SURstaff","paidBy":"bankCard","sessionId":"staff","tariff":{"id":"adhoc-1"},"tariffHash":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}','0c87d0d95816a3888939a06f1a12de0ca15b55083485a858a2e8b690c424bf94','34605ab995041db418f6c13af3aea1ea3dfd6f487177610ddc058947ce6b4286');
INSERT INTO "journal" VALUES(39,1795161640000,'transaction','{"controllerSessionId":"ev-1","phase":"started","reading":{"atMs":600,"energyWh":0,"meterId":"M1","powerW":null},"sessionId":"staff","signed":null,"signedStart":null}','34605ab995041db418f6c13af3aea1ea3dfd6f487177610ddc058947ce6b4286','cec7e1c05b6adbe0fd5daec0e1076542f97d2c605978ad9a8f2004d11786c715');
INSERT INTO "journal" VALUES(40,1795161641000,'leftToStaff','{"sessionId":"staff","why":"the session was interrupted while energy may have flowed"}','cec7e1c05b6adbe0fd5daec0e1076542f97d2c605978ad9a8f2004d11786c715','2ab1cc7ba67e6884d309bbf810b5e265be70aa4805fc420aea13093b9ce91287');
INSERT INTO "journal" VALUES(41,1795161642000,'orderIntended','{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"charging:preAuthorize","kind":"preAuthorize","sessionId":"charging"}','2ab1cc7ba67e6884d309bbf810b5e265be70aa4805fc420aea13093b9ce91287','47650aa3e7cce8ff3ec8f8fe1ccda77b5cf31485ae8abeb72f99f03431d908a1');
INSERT INTO "journal" VALUES(42,1795161643000,'orderAnswered','{"key":"charging:preAuthorize","outcome":{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0047","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000147"},"result":"approved"}}','47650aa3e7cce8ff3ec8f8fe1ccda77b5cf31485ae8abeb72f99f03431d908a1','79efb428388b41f97581e9da392f5fe7e9e45a2f56749e133d929c8ad413c35a');
INSERT INTO "journal" VALUES(43,1795161644000,'orderConfirmed','{"key":"charging:preAuthorize"}','79efb428388b41f97581e9da392f5fe7e9e45a2f56749e133d929c8ad413c35a','c014b66dfa586c4810f57ef94fdb3096a5eae67e241ffcc675ad2da6978be2fb');
INSERT INTO "journal" VALUES(44,1795161645000,'authorized','{"atMs":500,"connectorId":1,"idToken":"SURcharging","paidBy":"bankCard","sessionId":"charging","tariff":{"id":"adhoc-1"},"tariffHash":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}','c014b66dfa586c4810f57ef94fdb3096a5eae67e241ffcc675ad2da6978be2fb','f02d8dd630cdbb01d49ef3c4b533345e6a378b16715b6d7860b97670c4d32439');
INSERT INTO "journal" VALUES(45,1795161646000,'transaction','{"controllerSessionId":"ev-1","phase":"started","reading":{"atMs":600,"energyWh":20000,"meterId":"M1","powerW":null},"sessionId":"charging","signed":null,"signedStart":null}','f02d8dd630cdbb01d49ef3c4b533345e6a378b16715b6d7860b97670c4d32439','c6b621a08a65ba3613c9a620e5a29135545dc937b1bd74291aebe38a4cf0e417');
INSERT INTO "journal" VALUES(46,1795161647000,'orderIntended','{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"declined:preAuthorize","kind":"preAuthorize","sessionId":"declined"}','c6b621a08a65ba3613c9a620e5a29135545dc937b1bd74291aebe38a4cf0e417','b82c9e4e0b5fde8f5bb682b11317fe5e9247a01b3ee2c4ddddecebfc206910e9');
INSERT INTO "journal" VALUES(47,1795161648000,'orderAnswered','{"key":"declined:preAuthorize","outcome":{"code":"declined","hostCode":"05","result":"refused"}}','b82c9e4e0b5fde8f5bb682b11317fe5e9247a01b3ee2c4ddddecebfc206910e9','ed0b81b273b4c427cc32584828aa32afacbf568e5323415f2b98b5d4756861d7');
INSERT INTO "journal" VALUES(48,1795161649000,'orderIntended','{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"unanswered:preAuthorize","kind":"preAuthorize","sessionId":"unanswered"}','ed0b81b273b4c427cc32584828aa32afacbf568e5323415f2b98b5d4756861d7','2d753af7d179eb6b19b95671af2f7e430afa52309e3f98963b96f0db09bc1a1a');
CREATE TABLE migrations (version INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,1795161601000);
INSERT INTO "migrations" VALUES(2,1795999999000);
INSERT INTO "migrations" VALUES(3,1796100000000);
INSERT INTO "migrations" VALUES(4,1796000000000);
INSERT INTO "migrations" VALUES(5,1700000000000);
INSERT INTO "migrations" VALUES(6,1000);
INSERT INTO "migrations" VALUES(7,1000);
INSERT INTO "migrations" VALUES(8,1796500000000);
INSERT INTO "migrations" VALUES(9,1796600000000);
INSERT INTO "migrations" VALUES(10,1796700000000);
INSERT INTO "migrations" VALUES(11,1796800000000);
CREATE TABLE orders (
    key TEXT PRIMARY KEY, session_id TEXT NOT NULL, receipt_number TEXT, intent TEXT NOT NULL, outcome TEXT,
    confirmed INTEGER NOT NULL DEFAULT 0
  ) STRICT;
INSERT INTO "orders" VALUES('captured:preAuthorize','captured',NULL,'{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"captured:preAuthorize","kind":"preAuthorize","sessionId":"captured"}','{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0042","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000142"},"result":"approved"}',1);
INSERT INTO "orders" VALUES('captured:capture','captured','0042','{"amount":{"currency":"EUR","minor":1234},"connectorId":1,"holdReceiptNumber":"0042","key":"captured:capture","kind":"capture","sessionId":"captured"}','{"booking":{"amount":{"currency":"EUR","minor":1234},"receiptNumber":"0042","traceNumber":"000242"},"result":"booked"}',1);
INSERT INTO "orders" VALUES('capturing:preAuthorize','capturing',NULL,'{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"capturing:preAuthorize","kind":"preAuthorize","sessionId":"capturing"}','{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0043","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000143"},"result":"approved"}',1);
INSERT INTO "orders" VALUES('capturing:capture','capturing','0043','{"amount":{"currency":"EUR","minor":1234},"connectorId":1,"holdReceiptNumber":"0043","key":"capturing:capture","kind":"capture","sessionId":"capturing"}',NULL,0);
INSERT INTO "orders" VALUES('released:preAuthorize','released',NULL,'{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"released:preAuthorize","kind":"preAuthorize","sessionId":"released"}','{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0044","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000144"},"result":"approved"}',1);
INSERT INTO "orders" VALUES('released:reverse','released','0044','{"amount":{"currency":"EUR","minor":0},"connectorId":1,"holdReceiptNumber":"0044","key":"released:reverse","kind":"reverse","sessionId":"released"}','{"booking":{"amount":{"currency":"EUR","minor":0},"receiptNumber":"0044","traceNumber":"000244"},"result":"booked"}',1);
INSERT INTO "orders" VALUES('reversedForMoney:preAuthorize','reversedForMoney',NULL,'{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"reversedForMoney:preAuthorize","kind":"preAuthorize","sessionId":"reversedForMoney"}','{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0045","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000145"},"result":"approved"}',1);
INSERT INTO "orders" VALUES('reversedForMoney:reverse','reversedForMoney','0045','{"amount":{"currency":"EUR","minor":0},"connectorId":1,"holdReceiptNumber":"0045","key":"reversedForMoney:reverse","kind":"reverse","sessionId":"reversedForMoney"}','{"booking":{"amount":{"currency":"EUR","minor":500},"receiptNumber":"0045","traceNumber":"000245"},"result":"booked"}',0);
INSERT INTO "orders" VALUES('staff:preAuthorize','staff',NULL,'{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"staff:preAuthorize","kind":"preAuthorize","sessionId":"staff"}','{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0046","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000146"},"result":"approved"}',1);
INSERT INTO "orders" VALUES('charging:preAuthorize','charging',NULL,'{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"charging:preAuthorize","kind":"preAuthorize","sessionId":"charging"}','{"hold":{"amount":{"currency":"EUR","minor":6000},"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"receiptNumber":"0047","terminalId":"52500041","token":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","traceNumber":"000147"},"result":"approved"}',1);
INSERT INTO "orders" VALUES('declined:preAuthorize','declined',NULL,'{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"declined:preAuthorize","kind":"preAuthorize","sessionId":"declined"}','{"code":"declined","hostCode":"05","result":"refused"}',1);
INSERT INTO "orders" VALUES('unanswered:preAuthorize','unanswered',NULL,'{"amount":{"currency":"EUR","minor":6000},"connectorId":1,"holdReceiptNumber":null,"key":"unanswered:preAuthorize","kind":"preAuthorize","sessionId":"unanswered"}',NULL,0);
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY, session_id TEXT NOT NULL, language TEXT NOT NULL, put_at_ms INTEGER NOT NULL,
    next_at_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, last_error TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dropped')),
    address BLOB CHECK ((address IS NULL) = (state <> 'waiting'))
  ) STRICT;
CREATE TABLE payment_days (
    day INTEGER NOT NULL, paid_by TEXT NOT NULL, brand TEXT NOT NULL, entry_mode TEXT NOT NULL, currency TEXT NOT NULL,
    sessions INTEGER NOT NULL, gross INTEGER NOT NULL, PRIMARY KEY (day, paid_by, brand, entry_mode, currency)
  ) STRICT, WITHOUT ROWID;
INSERT INTO "payment_days" VALUES(0,'bankCard','VISA','contactless','EUR',2,2468);
CREATE TABLE price_marks (
    session_id TEXT NOT NULL, at_ms INTEGER NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (session_id, at_ms, mark)
  ) STRICT;
CREATE TABLE projected (only INTEGER PRIMARY KEY CHECK (only = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
INSERT INTO "projected" VALUES(1,48,'2d753af7d179eb6b19b95671af2f7e430afa52309e3f98963b96f0db09bc1a1a');
CREATE TABLE receipts (
    number INTEGER PRIMARY KEY, session_id TEXT NOT NULL UNIQUE,
    issued_at_ms INTEGER GENERATED ALWAYS AS (receipt ->> '$.issuedAtMs') STORED, receipt TEXT NOT NULL
  ) STRICT;
INSERT INTO "receipts" VALUES(1,'captured','{"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"endedAtMs":800,"energyWh":20000,"evseId":"ES*SUR*E0001*1","issuedAtMs":900,"lines":[],"meterEndWh":20000,"meterId":"M1","meterStartWh":0,"net":{"currency":"EUR","minor":1234},"operator":{"address":"Calle del Sol 1","name":"Surtidor","vatId":"ESB12345674"},"paidBy":"bankCard","receiptNumber":"000001","startedAtMs":600,"terminalId":"52500041","total":{"currency":"EUR","minor":1234},"vat":[]}');
INSERT INTO "receipts" VALUES(2,'capturing','{"authorizationNumber":"123456","card":{"brand":"VISA","entryMode":"contactless","last4":"1881"},"endedAtMs":800,"energyWh":20000,"evseId":"ES*SUR*E0001*1","issuedAtMs":900,"lines":[],"meterEndWh":20000,"meterId":"M1","meterStartWh":0,"net":{"currency":"EUR","minor":1234},"operator":{"address":"Calle del Sol 1","name":"Surtidor","vatId":"ESB12345674"},"paidBy":"bankCard","receiptNumber":"000002","startedAtMs":600,"terminalId":"52500041","total":{"currency":"EUR","minor":1234},"vat":[]}');
CREATE TABLE settings (
    seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL, person TEXT NOT NULL
  ) STRICT;
CREATE TABLE settled_outside (session_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE snapshots (name TEXT PRIMARY KEY, version TEXT NOT NULL, snapshot TEXT NOT NULL) STRICT;
INSERT INTO "snapshots" VALUES('charge:1','1','{"value":"charging","context":{"session":{"sessionId":"charging"}}}');
CREATE TABLE staff (
    number TEXT PRIMARY KEY, name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('technician', 'bookkeeper', 'administrator')),
    secrets BLOB NOT NULL, invited_until_ms INTEGER, last_step INTEGER NOT NULL DEFAULT 0
  ) STRICT;
CREATE TABLE staff_trail (
    seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
CREATE TABLE transactions (
    session_id TEXT NOT NULL, phase TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (session_id, phase)
  ) STRICT;
INSERT INTO "transactions" VALUES('captured','started','{"controllerSessionId":"ev-1","phase":"started","reading":{"atMs":600,"energyWh":0,"meterId":"M1","powerW":null},"sessionId":"captured","signed":null,"signedStart":null}');
INSERT INTO "transactions" VALUES('captured','finished','{"controllerSessionId":"ev-1","phase":"finished","reading":{"atMs":600,"energyWh":20000,"meterId":"M1","powerW":null},"sessionId":"captured","signed":null,"signedStart":null}');
INSERT INTO "transactions" VALUES('capturing','started','{"controllerSessionId":"ev-1","phase":"started","reading":{"atMs":600,"energyWh":0,"meterId":"M1","powerW":null},"sessionId":"capturing","signed":null,"signedStart":null}');
INSERT INTO "transactions" VALUES('capturing','finished','{"controllerSessionId":"ev-1","phase":"finished","reading":{"atMs":600,"energyWh":20000,"meterId":"M1","powerW":null},"sessionId":"capturing","signed":null,"signedStart":null}');
INSERT INTO "transactions" VALUES('staff','started','{"controllerSessionId":"ev-1","phase":"started","reading":{"atMs":600,"energyWh":0,"meterId":"M1","powerW":null},"sessionId":"staff","signed":null,"signedStart":null}');
INSERT INTO "transactions" VALUES('charging','started','{"controllerSessionId":"ev-1","phase":"started","reading":{"atMs":600,"energyWh":20000,"meterId":"M1","powerW":null},"sessionId":"charging","signed":null,"signedStart":null}');
CREATE TABLE usage_days (
    day INTEGER NOT NULL, connector_id INTEGER NOT NULL, currency TEXT NOT NULL, sessions INTEGER NOT NULL,
    energy_mwh INTEGER NOT NULL, gross INTEGER NOT NULL, net INTEGER NOT NULL, idle_fee INTEGER NOT NULL,
    charging_ms INTEGER NOT NULL, parked_ms INTEGER NOT NULL, PRIMARY KEY (day, connector_id, currency)
  ) STRICT, WITHOUT ROWID;
INSERT INTO "usage_days" VALUES(0,1,'EUR',2,40000000,2468,2468,0,400,0);
CREATE TABLE usage_hours (
    day INTEGER NOT NULL, hour INTEGER NOT NULL, currency TEXT NOT NULL, sessions INTEGER NOT NULL,
    energy_mwh INTEGER NOT NULL, gross INTEGER NOT NULL, charging_ms INTEGER NOT NULL, parked_ms INTEGER NOT NULL,
    PRIMARY KEY (day, hour, currency)
  ) STRICT, WITHOUT ROWID;
INSERT INTO "usage_hours" VALUES(0,0,'EUR',2,40000000,2468,400,0);
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_only_grows_at_its_end BEFORE INSERT ON journal
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE INDEX outbox_of_session ON outbox (session_id);
CREATE INDEX waiting_mails ON outbox (next_at_ms) WHERE state = 'waiting';
CREATE INDEX waiting_errands ON errands (next_at_ms) WHERE state = 'waiting';
CREATE INDEX orders_of_session ON orders (session_id);
CREATE INDEX unanswered_orders ON orders (session_id) WHERE outcome IS NULL;
CREATE INDEX unconfirmed_orders ON orders (session_id) WHERE outcome IS NOT NULL AND confirmed = 0;
CREATE INDEX open_holds ON holds (state) WHERE state NOT IN ('captured', 'released');
CREATE INDEX receipts_by_time ON receipts (issued_at_ms);
CREATE INDEX holds_of_card ON holds (hold ->> '$.token');
CREATE INDEX sessions_of_key ON authorizations (body ->> '$.idToken') WHERE body ->> '$.paidBy' = 'chargingKey';
CREATE INDEX bookings_of_session ON bookings (session_id);
CREATE INDEX bookings_by_time ON bookings (at_ms);
CREATE INDEX settings_by_path ON settings (path, seq);
