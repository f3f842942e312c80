import js from '@eslint/js';
import ts from 'typescript-eslint';
import svelte from 'eslint-plugin-svelte';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import { defineConfig } from 'eslint/config';

export default defineConfig(
	{
		ignores: ['build/', 'data/', '.svelte-kit/', 'node_modules/', 'coverage/', 'test-results/'],
	},
	js.configs.recommended,
	ts.configs.recommendedTypeChecked,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: {
				projectService: { allowDefaultProject: ['*.js', '*.cjs', 'infra/*.mjs'] },
				extraFileExtensions: ['.svelte'],
				tsconfigRootDir: import.meta.dirname,
			},
		},
		rules: {
			'no-console': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			// `export *` hides what a module offers
			'no-restricted-syntax': ['error', 'ExportAllDeclaration'],
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser } },
		rules: { 'svelte/no-at-html-tags': 'error' },
	},
	{
		// a component imported into a .ts file is `any` for ESLint (svelte-check knows its type)
		files: ['**/*.{dom,browser}.test.ts'],
		rules: {
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
		},
	},
	{
		files: ['**/*.test.ts'],
		rules: {
			'no-restricted-properties': [
				'error',
				...['waitFor', 'waitUntil'].map((property) => ({
					object: 'vi',
					property,
					message:
						'It waits for a second. `expect.poll` has the patience that vite.config.ts gives it.',
				})),
			],
		},
	},
	{
		files: ['tests/e2e/*.spec.ts'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{
					name: '@playwright/test',
					importNames: ['test'],
					message: 'That of ./support.ts closes what a test has opened.',
				},
			],
		},
	},
	{
		// programs that speak to a person in a terminal
		files: ['infra/*.mjs', 'server/adapters/system/terminal.ts', 'tests/{bots,bench}/**'],
		rules: { 'no-console': 'off' },
	},
	{ files: ['**/*.js', '**/*.cjs', '**/*.mjs'], extends: [ts.configs.disableTypeChecked] },
);
