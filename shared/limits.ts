/**
 * Every published limit, in one place, each with its unit in its name. `GET /api/limits` answers this object.
 * Lengths of texts are UTF-16 code units, as JavaScript counts. They lie far beyond honest use.
 */
export const LIMITS = {
	// texts
	cardTextCharsMax: 1_000,
	groupTitleCharsMax: 120,
	themeCharsMax: 120,
	questionCharsMax: 200,
	dialogueTitleCharsMax: 200,
	placeCharsMax: 120,
	webAddressCharsMax: 500,
	instructionCharsMax: 600,
	messageCharsMax: 500,
	reasonCharsMax: 200,
	criterionCharsMax: 200,
	hallThemeTitleCharsMax: 120,
	projectorNameCharsMax: 40,
	/** A translation may be longer than what it translates. */
	translationCharsMax: 2_000,
	/** How long an interpreter has a card alone without a word from the page. */
	translationTakenSeconds: 90,
	translationsTakenMax: 40,
	wlanNameCharsMax: 32,
	wlanPasswordCharsMin: 8,
	wlanPasswordCharsMax: 63,
	accountNameCharsMax: 80,
	passwordCharsMin: 10,
	passwordCharsMax: 200,
	invitationsMax: 20,
	invitationDaysMax: 7,

	/** Accents and the like on one character; what is stacked higher runs over its neighbours. */
	cardMarksPerCharacterMax: 8,

	// a device that people pass on
	idleSecondsMax: 120,
	idleWarningSeconds: 20,

	// dialogues
	tablesPerDialogueMax: 40,
	questionsPerDialogueMax: 8,
	stepsPerDialogueMax: 60,
	cardsPerSeatMax: 200,
	cardsPerBoardMax: 5_000,
	groupsPerBoardMax: 500,
	hallThemesPerDialogueMax: 100,
	membersPerDialogueMax: 2_000,
	projectorsPerDialogueMax: 24,
	stepMinutesMax: 600,
	/** So long after a dialogue was closed its seats are deleted, and with them who wrote what. */
	seatsForgottenAfterCloseHours: 24,
	/** Of the record of conduct; older ones are dropped, and counted. */
	deedsPerDialogueMax: 20_000,

	// the minutes
	aimCharsMax: 2_000,
	moderationNamesMax: 20,
	moderationNameCharsMax: 120,
	peopleGroupsMax: 30,
	peopleGroupCharsMax: 80,
	peoplePerGroupMax: 100_000,
	logoBytesMax: 256 * 1024,
	correctionsPerDialogueMax: 20_000,
	agreementsPerDialogueMax: 300,
	agreementCharsMax: 2_000,
	carerCharsMax: 200,
	sheetFieldsMax: 60,
	sheetFieldCharsMax: 8_000,
	importBytesMax: 16 * 1024 * 1024,
	evaluationTextCharsMax: 1_000,

	// what is printed for the day
	printedSheetsMax: 200,
	printedSheetsEachMax: 50,
	printedSheetNumberMax: 9_999,
	/** Reports and sheets in the making, of one link. */
	filesAtOncePerLinkMax: 3,
	filesAtOncePerHostLinkMax: 1,

	/** People who share a tablet answer one after the other. */
	evaluationSlipsPerSeatMax: 8,

	// votes
	dotsPerBallotMax: 20,

	// HTTP
	requestBodyBytesMax: 64 * 1024,
	requestsPerMinutePerAddressMax: 6_000,
	requestsPerMinutePerSeatMax: 600,
	codeMissesPerMinutePerAddressMax: 50,
	loginMissesPerMinutePerAccountMax: 10,

	// sync sockets
	updateBytesMax: 64 * 1024,
	syncStep2BytesMax: 1024 * 1024,
	boardSyncStep2BytesMax: 4 * 1024 * 1024,
	awarenessBytesMax: 2 * 1024,
	awarenessPerSecondMax: 10,
	framesPerSecondMax: 30,
	framesBurstMax: 300,
	stateVectorBytesMax: 64 * 1024,
	syncBytesPerSecondMax: 256 * 1024,
	syncBytesBurstMax: 6 * 1024 * 1024,
	seatBytesMax: 1024 * 1024,
	boardBytesMax: 4 * 1024 * 1024,
	seatStructsMax: 10_000,
	seatsMemoryPerDialogueBytesMax: 256 * 1024 * 1024,
	seatsMemoryBytesMax: 2 * 1024 * 1024 * 1024,
	unfinishedMessagesBytesMax: 256 * 1024 * 1024,
	boardStructsMax: 120_000,
	waitingFramesPerDocumentMax: 20_000,
	waitingFramesPerSeatMax: 5_000,
	socketsPerDocumentMax: 400,
	participantSocketsPerDocumentMax: 300,
	socketsPerLinkMax: 40,
	socketsPerSeatMax: 6,
	sendBufferBytesMax: 1024 * 1024,
	/** The same over HTTP: requests of one line, and for how long answers gather what follows. */
	pollsPerSecondMax: 10,
	pollsBurstMax: 40,
	pollGatherMs: 200,
	/** What was given already is given again at this pace. */
	pollRepeatedBytesPerSecondMax: 1024 * 1024,

	// live socket
	commandBytesMax: 32 * 1024,
	/** As many as the list of waiting cards of a table holds. */
	cardsAdmittedAtOnceMax: 200,
	commandsPerSecondMax: 20,
	commandsBurstMax: 60,
	/**
	 * All connections of one link together, of roles that do not conduct: 40 interpreters who share a link, each with three
	 * commands for a card every 20 s, or three devices of a table at once with everything that one of them may send.
	 */
	commandsPerSecondPerLinkMax: 6,
	commandsBurstPerLinkMax: 180,
} as const;
