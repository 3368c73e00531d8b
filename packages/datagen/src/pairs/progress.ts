/** Reports how far a long run is: `label` names what is being worked on. */
export type Progress = (done: number, total: number, label: string) => void;
