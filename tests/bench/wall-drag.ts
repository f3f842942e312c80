/**
 * Frames a second while a card is dragged over a wall, on a processor made slower: `node tests/bench/wall-drag.ts [cards]
 * [slowdown]`. Prints figures; judges nothing.
 */
import { chromium } from '@playwright/test';
import { chromium as installed } from '#tests/support/chromium.ts';
import { Tablet } from '#tests/support/clients.ts';
import { createDialogue, joinSeat } from '#tests/support/outside-api.ts';
import { ServerProcess } from '#tests/support/server-process.ts';
import { wallCards } from '#tests/support/wall-cards.ts';
