import { randomUUID } from 'node:crypto';
import { QueryExecutionError, QueryRefusedError, QueryTimeoutError } from '@momq/dialect';
import type { QueryLimits } from '@momq/core/execution';
import type { ServiceClient } from './service-client.js';
import { serviceParameters } from './service-parameters.js';
import type { ServiceAddress } from './service-url.js';
import type { ServiceField, ServiceValue } from './service-values.js';

/** Milliseconds of one question whether a job is done, and rows of a page at most. */
const POLL_MS = 10_000;
const PAGE_ROWS = 10_000;

/** What a dry run says. */
export interface DryRun {
  /** Bytes that the query would read. */
  readonly bytes: number;
}

/** Rows of a job, as the service gives them. */
export interface JobPage {
  readonly fields: readonly ServiceField[];
  readonly rows: readonly (readonly ServiceValue[])[];
  readonly pageToken?: string | undefined;
}

interface JobResource {
  readonly statistics?: {
    readonly totalBytesProcessed?: string;
    readonly query?: { readonly statementType?: string };
  };
  readonly jobReference?: { readonly jobId?: string; readonly location?: string };
  readonly status?: {
    readonly errorResult?: { readonly message?: string; readonly reason?: string };
  };
}

/** A statement with what it runs under. */
export interface JobRequest {
  readonly sql: string;
  readonly parameters: QueryLimits['parameters'];
}

/** Queries of one dataset as jobs of the service. */
export class ServiceJobs {
  private readonly client: ServiceClient;
  private readonly address: ServiceAddress;
  /** Bytes that a query may read at most. */
  private readonly maximumBytesBilled: number;

  constructor(client: ServiceClient, address: ServiceAddress, maximumBytesBilled: number) {
    this.client = client;
    this.address = address;
    this.maximumBytesBilled = maximumBytesBilled;
  }

  /**
   * Asks the service what it would do. Nothing runs, nothing is billed.
   *
   * @throws QueryRefusedError unless the service says that it is a SELECT; QueryExecutionError with the service's own words
   */
  async dryRun(request: JobRequest): Promise<DryRun> {
    const job = await this.insert({ dryRun: true, query: this.query(request) }, randomUUID());
    const { totalBytesProcessed = '0', query } = job.statistics ?? {};
    if (query?.statementType !== 'SELECT') {
      throw new QueryRefusedError(
        `query: expected a statement that only reads, got ${query?.statementType ?? 'one of no known type'} by the service's dry run. Not run; send one query that only reads.`,
      );
    }
    return { bytes: Number(totalBytesProcessed) };
  }

  /** {@link ServiceJobs.dryRun} within the limits. @throws QueryTimeoutError; the signal's reason */
  estimate(
    request: JobRequest,
    limits: Pick<QueryLimits, 'timeoutMs' | 'signal'>,
  ): Promise<DryRun> {
    const deadline = performance.now() + limits.timeoutMs;
    return this.watched(this.dryRun(request), { deadline, ...limits });
  }

  /**
   * Runs a query that its dry run has let through, and gives its pages.
   *
   * @throws QueryExecutionError beyond the limit on bytes, or with the service's own words; QueryTimeoutError; the signal's reason
   */
  async *run(
    request: JobRequest,
    limits: Pick<QueryLimits, 'timeoutMs' | 'signal' | 'maxRows'>,
  ): AsyncIterable<JobPage> {
    const deadline = performance.now() + limits.timeoutMs;
    const jobId = `momq_${randomUUID()}`;
    const watched = <T>(work: Promise<T>): Promise<T> =>
      this.watched(work, { jobId, deadline, ...limits });
    const { bytes } = await watched(this.dryRun(request));
    if (bytes > this.maximumBytesBilled) throw tooManyBytes(bytes, this.maximumBytesBilled);
    const configuration = {
      jobTimeoutMs: String(limits.timeoutMs),
      query: { ...this.query(request), maximumBytesBilled: String(this.maximumBytesBilled) },
    };
    const job = await watched(this.insert(configuration, jobId));
    const location = job.jobReference?.location ?? this.address.location;
    let pageToken: string | undefined;
    do {
      const left = Math.max(1, Math.ceil(deadline - performance.now()));
      const page = (await watched(
        this.client.get(`/queries/${jobId}`, {
          maxResults: Math.min(PAGE_ROWS, limits.maxRows + 1),
          timeoutMs: Math.min(POLL_MS, left),
          'formatOptions.useInt64Timestamp': true,
          ...(location !== undefined && { location }),
          ...(pageToken !== undefined && { pageToken }),
        }),
      )) as PageResource;
      if (page.jobComplete === false) continue;
      pageToken = page.pageToken;
      yield {
        fields: page.schema?.fields ?? [],
        rows: (page.rows ?? []).map(({ f }) => f.map(({ v }) => v)),
        pageToken,
      };
      if (pageToken === undefined) return;
    } while (true);
  }

  private query({ sql, parameters }: JobRequest): object {
    const { project, dataset } = this.address;
    return {
      query: sql,
      useLegacySql: false,
      defaultDataset: { projectId: project, datasetId: dataset },
      ...serviceParameters(parameters),
    };
  }

  private async insert(configuration: object, jobId: string): Promise<JobResource> {
    const { project, location } = this.address;
    const job = (await this.client.post('/jobs', {
      jobReference: { projectId: project, jobId, ...(location !== undefined && { location }) },
      configuration,
    })) as JobResource;
    const { errorResult } = job.status ?? {};
    if (errorResult !== undefined)
      throw new QueryExecutionError(errorResult.message ?? 'bigquery: the job failed');
    return job;
  }

  /** The work, unless the time is over or the signal comes: then the job, where there is one, is cancelled. */
  private async watched<T>(
    work: Promise<T>,
    {
      jobId,
      deadline,
      timeoutMs,
      signal,
    }: { readonly jobId?: string; readonly deadline: number } & Pick<
      QueryLimits,
      'timeoutMs' | 'signal'
    >,
  ): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    let abort: (() => void) | undefined;
    const stopped = new Promise<never>((_, reject) => {
      const leave = (error: unknown): void => {
        // Whether the job could be cancelled changes nothing for who asked; it ends by its own timeout too.
        if (jobId !== undefined)
          this.client.post(`/jobs/${jobId}/cancel`, {}).catch(() => undefined);
        reject(error as Error);
      };
      timer = setTimeout(
        () => leave(new QueryTimeoutError(timeoutMs)),
        Math.max(0, deadline - performance.now()),
      );
      abort = () => leave(signal?.reason);
      if (signal?.aborted === true) abort();
      signal?.addEventListener('abort', abort, { once: true });
    });
    try {
      return await Promise.race([work, stopped]);
    } finally {
      clearTimeout(timer);
      if (abort !== undefined) signal?.removeEventListener('abort', abort);
      work.catch(() => undefined); // what was left may fail later
    }
  }
}

interface PageResource {
  readonly jobComplete?: boolean;
  readonly schema?: { readonly fields?: readonly ServiceField[] };
  readonly rows?: readonly { readonly f: readonly { readonly v: ServiceValue }[] }[];
  readonly pageToken?: string;
}

function tooManyBytes(bytes: number, maximum: number): QueryExecutionError {
  return new QueryExecutionError(
    `bigquery: expected a query that reads at most ${maximum} bytes, got one of ${bytes} by the service's dry run. Not run; raise maximumBytesBilled, or name fewer columns and partitions.`,
  );
}
