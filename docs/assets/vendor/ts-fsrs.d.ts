/** What we use of ts-fsrs 5.4.2; the library's own types say the rest. */

export enum Rating {
  Again = 1,
  Hard = 2,
  Good = 3,
}

export interface FSRSState {
  stability: number;
  difficulty: number;
}

export interface FSRS {
  next_state(memory: FSRSState | null, days: number, rating: Rating): FSRSState;
  next_interval(stability: number, days: number): number;
}

export function fsrs(parameters: { enable_fuzz: boolean; enable_short_term: boolean; maximum_interval: number }): FSRS;
