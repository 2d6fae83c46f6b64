-- The lines and totals of a month's invoices as one set-based query: the same rules as Billing.Core/Invoicing.
-- :through is the first day of the closed month, :cutoff the instant up to which orders are known.
WITH known AS (
    SELECT * FROM completed_order WHERE recorded_at <= :'cutoff'
), life AS (
    SELECT c.*, n.completed_on AS starts, e.completed_on AS ends
    FROM contract c
    JOIN known n ON n.contract = c.id AND n.kind = 0
    LEFT JOIN known e ON e.contract = c.id AND e.kind = 3
), change AS (
    -- The completion date of a reduction is the last day of the old quantity; nothing counts before the billing start.
    SELECT k.contract, greatest(l.starts, CASE k.kind WHEN 2 THEN k.completed_on + 1 ELSE k.completed_on END) AS day,
           sum(CASE k.kind WHEN 2 THEN -k.quantity ELSE k.quantity END) AS delta
    FROM known k JOIN life l ON l.id = k.contract
    WHERE k.kind <> 3 AND l.pattern <> 2
    GROUP BY 1, 2
), step AS (
    SELECT contract, day, sum(delta) OVER w AS quantity, lead(day) OVER w AS next_day
    FROM change WINDOW w AS (PARTITION BY contract ORDER BY day)
), monthly AS (
    SELECT s.contract, m.month::date AS service, max(s.quantity) AS quantity
    FROM step s JOIN life l ON l.id = s.contract
    CROSS JOIN LATERAL generate_series(date_trunc('month', s.day::timestamp), least(:'through'::date, l.ends, s.next_day - 1)::timestamp, interval '1 month') AS m (month)
    WHERE s.day <= coalesce(l.ends, 'infinity')
    GROUP BY 1, 2
), revised AS (
    SELECT contract, from_month, lead(from_month, 1, 'infinity') OVER (PARTITION BY contract ORDER BY from_month) AS until_month, monthly_fee
    FROM (SELECT DISTINCT ON (contract, from_month) * FROM revision WHERE recorded_at <= :'cutoff' ORDER BY contract, from_month, recorded_at DESC) AS latest
), charge AS (
    SELECT m.contract, 1 AS kind, m.service, 0 AS ord, m.quantity, coalesce(r.monthly_fee, l.monthly_fee) AS price
    FROM monthly m
    JOIN life l ON l.id = m.contract
    LEFT JOIN revised r ON r.contract = m.contract AND m.service >= r.from_month AND m.service < r.until_month
    UNION ALL
    SELECT l.id, 0, date_trunc('month', greatest(k.completed_on, l.starts)::timestamp)::date, k.id, CASE WHEN l.by_quantity THEN k.quantity ELSE 1 END, l.initial_fee
    FROM known k JOIN life l ON l.id = k.contract
    WHERE l.pattern <> 1 AND (k.kind = 0 OR (k.kind = 1 AND l.by_quantity)) AND greatest(k.completed_on, l.starts) <= coalesce(l.ends, 'infinity')
), difference AS (
    SELECT contract, kind, service, ord, coalesce(c.quantity, 0) - coalesce(g.quantity, 0) AS quantity,
           CASE WHEN coalesce(g.quantity, 0) <> 0 THEN g.price ELSE c.price END AS price
    FROM charge c FULL JOIN ledger g USING (contract, kind, service, ord)
    WHERE service <= :'through' AND coalesce(c.quantity, 0) <> coalesce(g.quantity, 0)
), parked AS (
    SELECT contract FROM difference WHERE quantity > 0 GROUP BY contract HAVING count(DISTINCT service) > 12
), line AS (
    SELECT c.customer, c.basis, d.*, d.quantity * d.price AS amount,
           CASE c.tax WHEN 0 THEN CASE WHEN d.service >= '2019-10-01' THEN 0 ELSE 2 END
                      WHEN 1 THEN CASE WHEN d.service >= '2019-10-01' THEN 1 ELSE 2 END
                      ELSE c.tax + 1 END AS rate
    FROM difference d JOIN contract c ON c.id = d.contract
    WHERE NOT EXISTS (SELECT FROM parked p WHERE p.contract = d.contract)
), placed AS (
    SELECT *, CASE WHEN quantity < 0 AND sum(amount) OVER (PARTITION BY customer, basis, rate) < 0 THEN 1 ELSE 0 END AS document FROM line
), total AS (
    SELECT customer, basis, document, rate, sum(amount) AS base, CASE rate WHEN 0 THEN 10 WHEN 1 THEN 8 WHEN 2 THEN 8 ELSE 0 END AS percent
    FROM placed GROUP BY 1, 2, 3, 4
), taxed AS (
    SELECT *, (sign(base) * div(abs(base) * percent, CASE basis WHEN 0 THEN 100 ELSE 100 + percent END))::bigint AS tax FROM total
)
SELECT customer, basis, document, contract, kind, service, ord, quantity, price, amount, rate FROM placed
UNION ALL
SELECT customer, basis, document, NULL, NULL, NULL, NULL,
       base - CASE basis WHEN 0 THEN 0 ELSE tax END, tax, base + CASE basis WHEN 0 THEN tax ELSE 0 END, rate FROM taxed
