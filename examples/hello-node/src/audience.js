exports.audience = argv => argv[2] ?? 'whoever you are';
