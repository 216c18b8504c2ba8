import { expect, test } from '@playwright/test'
import { feedEvent } from '@/lib/calendar/rules'
import { day } from '@/lib/core/day'
import { ENTRY_STATES } from '@/lib/planning/rules/states'

const entry = { childId: 'c', firstName: 'Lina', activityId: 7, activity: 'Cantine', day: day('2026-12-03') }

test('a calendar is told of the days on which the child comes or has asked to, and of no other', () => {
  const told = ENTRY_STATES.filter((state) => feedEvent({ ...entry, state }, 'x') !== null)
  expect(told).toEqual(['REQUESTED', 'BOOKED', 'OFFERED', 'ABSENCE_REQUESTED', 'PRESENT'])
})

test('an event keeps its name whatever its state, and what waits is tentative', () => {
  const booked = feedEvent({ ...entry, state: 'BOOKED' }, 'portail.example')!
  const asked = feedEvent({ ...entry, state: 'REQUESTED' }, 'portail.example')!
  expect(booked.uid).toBe('c-7-2026-12-03@portail.example')
  expect(asked.uid).toBe(booked.uid)
  expect([booked.certain, asked.certain]).toEqual([true, false])
})
