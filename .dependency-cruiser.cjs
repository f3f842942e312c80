// The layers of ARCHITECTURE.md: shared <- domain <- ports <- rooms <- services <- transport;
// adapters see ports and shared; main.ts wires.
const layers = ['domain', 'ports', 'rooms', 'services', 'transport'];
const upward = layers.map((layer, i) => ({
	name: `${layer}-looks-down-only`,
	severity: 'error',
	from: { path: `^server/${layer}/`, pathNot: '\\.test\\.ts$' },
	to: {
		path: `^server/(main\\.ts|config\\.ts|adapters/|(${[...layers.slice(i + 1), 'none'].join('|')})/)`,
	},
}));
/** What a layer may take from npm; Node's own modules are named as `node:…` by dependency-cruiser's core type. */
const packages = (layer, allowed) => ({
	name: `${layer}-packages`,
	severity: 'error',
	from: { path: `^${layer}/`, pathNot: '\\.test\\.ts$' },
	to: { path: 'node_modules', pathNot: `node_modules/(${[...allowed, '@types'].join('|')})/` },
});

module.exports = {
	forbidden: [
		{ name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'shared-is-leaf',
			severity: 'error',
			from: { path: '^shared/' },
			to: { path: '^(client|server|tests)/' },
		},
		packages('shared', ['zod']),
		packages('server/domain', []),
		packages('server/ports', []),
		packages('server/rooms', ['yjs', 'y-protocols', 'lib0']),
		packages('server/services', []),
		{
			name: 'domain-and-shared-without-node',
			severity: 'error',
			from: { path: '^(shared|server/domain)/', pathNot: '\\.test\\.ts$' },
			to: { dependencyTypes: ['core'] },
		},
		{
			name: 'client-not-server',
			severity: 'error',
			from: { path: '^client/' },
			to: { path: '^server/' },
		},
		{
			name: 'server-not-client',
			severity: 'error',
			from: { path: '^server/' },
			to: { path: '^client/' },
		},
		{
			name: 'product-not-tests',
			severity: 'error',
			from: { path: '^(server|client|shared)/', pathNot: '\\.test\\.ts$' },
			to: { path: '^tests/' },
		},
		{
			name: 'adapters-see-ports-and-shared',
			severity: 'error',
			from: { path: '^server/adapters/', pathNot: '\\.test\\.ts$' },
			to: { path: '^server/', pathNot: '^server/(ports|adapters)/' },
		},
		{
			name: 'ui-knows-no-feature',
			severity: 'error',
			from: { path: '^client/lib/ui/' },
			to: { path: '^(client/lib/(?!ui/)|shared/(?!messages/))' },
		},
		...upward,
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'import', 'node', 'default'],
			extensions: ['.ts', '.js', '.svelte'],
		},
	},
};
