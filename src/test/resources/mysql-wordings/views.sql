SELECT id, name FROM users
select * from users
select u.* from users u
select u.*, o.total from users as u join orders as o on o.user_id = u.id
SELECT id AS user_id, name title FROM users WHERE id > 5
select count(*) from users
select count( * ) as n, state from orders group by state
select state, sum(total) total from orders group by state having sum(total) > 10
select state, sum(total) as s from orders group by state having s > 10 order by s desc
select id from users where (id = 1 or id = 2) and name != 'x'
select id from users where not (id > 3)
select id from users where not id = 3 and not (name like 'a%')
select id from users where mail is not null and isnull(born)
select id from users where id in (1, 2, 3)
select id from users where id in (1)
select id from users where id not in (1, 2)
select id from users where id between 1 and 10
select id from users where id not between 1 and 10
select id from users where name like 'a\_%' escape '|'
select id from users where name not like '%x'
select id from users where name regexp '^a'
select id from users where name rlike '^a' or name not regexp 'b$'
select users.id, orders.id as order_id from users, orders where users.id = orders.user_id
select users.id, total from users inner join orders on users.id = user_id
select users.id, total from users left join orders on users.id = user_id and total > 5
select users.id, total from users left outer join orders on (users.id = user_id)
select users.id, total from orders right join users on users.id = user_id and state = 'new'
select users.id, total from users cross join orders
select a.id, b.name from users a join users b using (id)
select * from users a left join (select id, count(*) as n from orders group by id) o using (id)
select a.id from users a join orders b on a.id = b.user_id join orders c on c.id = b.id where c.total > 1
select a.id from users a left join orders b on a.id = b.user_id left join orders c on c.id = b.id
select a.id from users a join (orders b join orders c on b.id = c.id) on a.id = b.user_id
select distinct state from orders
select distinct user_id, state from orders order by user_id, state desc
select id from orders order by total desc, id asc limit 10
select id from orders order by 1 limit 5 offset 10
select id from orders limit 3, 4
select state, count(*) from orders group by 1 order by 2
select id from users union select id from orders
select id, name from users union all select id, state from orders
select id from users union select id from orders union all select user_id from orders order by id limit 7
(select name from users) union (select state from orders)
select id from users where id in (select user_id from orders)
select id from users where id not in (select user_id from orders where total > 3)
select id from users where exists (select 1 from orders where user_id = users.id)
select id from users u where exists (select * from orders o where o.user_id = u.id)
select id from users u where not exists (select id from orders o where o.user_id = u.id and total > 5)
select id, (select max(total) from orders where user_id = users.id) as best from users
select id from orders where total > (select avg(total) from orders)
select id from orders where total >= all (select total from orders)
select id from orders where total = any (select total from orders)
select t.id from (select id, name from users where id > 3) t
select t.n from (select count(*) as n from users) as t
select case when total > 10 then 'big' when total > 5 then 'middle' else 'small' end as size from orders
select case state when 'new' then 1 when 'paid' then 2 end as number from orders
select if(total > 10, 'a', 'b') as c, ifnull(mail, 'none') as m, nullif(mail, '') as n, coalesce(mail, name) as k from orders join users on users.id = orders.id
select cast(total as char) as c, cast(id as signed) as s, cast(total as decimal(10)) as d, cast(at as date) as e from orders
select cast(id as unsigned integer) as c, convert(total, char(20)) as d, cast(name as binary) as b from orders join users using (id)
select convert(name using utf8mb4) as c from users
select date_add(at, interval 1 day) as d, at + interval 2 hour as e, at - interval 1 month as f from orders
select date_sub(at, interval 1 week) as d, adddate(at, 3) as e, subdate(at, interval 3 day) as f from orders
select interval 1 day + at as d from orders
select year(at) as y, month(at) as m, dayofmonth(at) as d, date_format(at, '%Y-%m') as f from orders
select extract(year from at) as y from orders
select now() as n, curdate() as c, current_date as d, current_timestamp as e, utc_timestamp() as u from orders
select datediff(now(), at) as d, timestampdiff(day, at, now()) as t, timestampadd(minute, 5, at) as a from orders
select concat(name, ' ', mail) as c, upper(name) as u, lcase(name) as l, length(name) as n, char_length(name) as k from users
select substring(name, 1, 3) as a, substr(name, 2) as b, left(name, 2) as c, right(name, 2) as d, mid(name, 1, 2) as e from users
select substring(name from 2 for 3) as a, position('x' in name) as b, locate('x', name) as c from users
select trim(name) as a, ltrim(name) as b, trim(both 'x' from name) as c, trim(leading 'x' from name) as d, replace(name, 'a', 'b') as e from users
select id % 2 as a, mod(id, 3) as b, id div 2 as c, id / 2 as d, -id as e, abs(-1) as f from users
select id + 1 * 2 as a, (id + 1) * 2 as b, id - (1 - 2) as c, id - 1 - 2 as d from users
select id & 1 as a, id | 2 as b, id ^ 3 as c, ~id as d, id << 1 as e, id >> 1 as f from users
select round(total, 2) as a, floor(total) as b, ceil(total) as c, ceiling(total) as d, power(total, 2) as e, truncate(total, 1) as f from orders
select greatest(id, 1) as a, least(id, 2) as b, rand() as c, sign(id) as d from users
select true as a, false as b, null as c from users
select id = 1 as a, id <> 1 as b, id <=> null as c, id is null as d, not id as e, !id as f from users
select id from users where id and name
select id from users where id xor born
select id from users where (id > 1) is true and (id > 2) is not false
select 'it''s' as a, "double" as b, 'back\\slash' as c, 'new\nline' as d, 'emoji 😀 ü' as e from users
select 1, 'x', 1.50, 1e3, 0x41, x'4142', b'01' from users
select id + 1 from users
select upper(name) from users
select name as `select`, mail as 'quoted', born as "twice" from users
select group_concat(name) as a, group_concat(distinct name order by name desc separator '; ') as b from users
select min(total) a, max(total) b, avg(total) c, std(total) d, stddev_pop(total) e, variance(total) f, var_pop(total) g, count(distinct state) h, stddev(total) i from orders
select row_number() over (partition by state order by total desc) as n, rank() over (order by id) as r, sum(total) over () as s from orders
with big as (select id, total from orders where total > 100) select id, total from big where total < 1000
with a as (select id from users), b as (select id from orders) select a.id from a join b on a.id = b.id
select json_extract(attributes, '$.a') as a, json_unquote(json_extract(attributes, '$.b')) as b from users
select json_array(true, 1, 'x') as a, json_object('k', id) as o from users
select date '2020-01-01' as d, timestamp '2020-01-01 00:00:00' as t, time '10:00:00' as m from users
select id from users where born > '2000-01-01' and born < date('2001-01-01')
select name collate utf8mb4_bin as c from users order by name collate utf8mb4_bin
select 1 as one
select 1 as one_more from dual
select database() as d, user() as u, version() as v
select state, count(*) from orders group by state with rollup
select id as x from orders order by x + 1
select id total from orders order by total
select total * 2 as d from orders where total * 2 > 10 order by total * 2
select u.id from users u where (u.id, u.name) in (select o.id, o.state from orders o)
select u.id from users u where (u.id, u.name) = (1, 'x')
select Users.ID, `Users`.`name` from users as Users
select strcmp(name, 'a') as a, find_in_set('a', name) as b, field(name, 'a', 'b') as c, elt(1, 'a', 'b') as d, hex(name) as e, lpad(name, 5, '0') as g, repeat(name, 2) as h, reverse(name) as i, space(3) as j, ascii(name) as k, instr(name, 'a') as l from users
select date(at) as x, time(at) as y, timestamp(at) as z from orders
select hour(at) as a, minute(at) as b, second(at) as c, dayname(at) as d, dayofweek(at) as e, weekday(at) as g, last_day(at) as h, makedate(2020, 5) as i, unix_timestamp(at) as j, from_unixtime(5) as k, str_to_date('2020', '%Y') as l, quarter(at) as m, dayofyear(at) as n, to_days(at) as o from orders
select id from orders where at >= curdate() - interval 7 day and state in ('new', 'paid')
select count(*) as n from users where mail is null or mail = ''
select u.name, count(o.id) as orders, coalesce(sum(o.total), 0) as revenue from users u left join orders o on o.user_id = u.id group by u.id, u.name order by revenue desc
select u.id from users u where 0 < (select count(*) from orders o where o.user_id = u.id)
select * from (select id from users union select id from orders) t where id > 5
select char(65) as c, format(5,2) as f, concat_ws(',',1,2) as g, conv('a',16,2) as i, inet_aton('1') as j, uuid() as k, sha2('x',256) as m, log(2) as n, ln(2) as o, log(2,3) as p, pi() as q, crc32('x') as s
select bin(5) as u, oct(5) as v, hex(5) as x, unhex('41') as z, insert('abc',1,1,'x') as ba, ord('a') as bb, regexp_replace('a','b','c') as bc, soundex('x') as bd, substring_index('a,b',',',1) as be, to_base64('x') as bf, quote('x') as bg
select make_set(1,'a') as bi, addtime(now(),'1:0') as bj, time_to_sec(now()) as bk, sec_to_time(5) as bl, period_add(202001,1) as bm, microsecond(now(6)) as bn, sysdate() as bo, localtime as bp, current_user as bq, current_user() as br, connection_id() as bs
select cast(now() as datetime(3)) as bu, cast('1' as double) as bv, cast('1' as decimal) as bw, ucase('x') as ca, octet_length('x') as cb, bit_length('x') as cc, day(now()) as cd
select timestampadd(week,1,now()) as ce, interval(1,2,3) as cg, null is unknown as ci, 'a' like binary 'a' as ck, now(3) as cl, curtime() as cm, utc_date as cn, bit_count(3) as co, exp(1) as cq, sqrt(4) as cr, degrees(1) as cs
select atan2(1,2) as ct, atan(1,2) as cu, rand(3) as cw, sign(-1) as cy, session_user() as db, '2020-01-01' + interval '1:1' minute_second as dd, 1 xor 0 xor 1 as de, not 1 = 2 as df, -(-1) as dg, +5 as dh
select 1 is true as a, (1 = 2) is false as b, 3 is not true as c, 1 is unknown as d, ((1)) as f, true and false as g, 1 and 2 or 3 and 4 as h, 1 and (2 or 3) as i, not (1 and 2) as j, not (1 or 2) as k, 1 is null = 2 as l, 1 = (2 in (1,2)) as m, (1 = 2) = 3 as n, 1 = (2 = 3) as o
select 5 - (3 - 2) as p, 5 - 3 - 2 as q, 5 / (3 * 2) as r, -5 ^ 2 as s, (-5) ^ 2 as t, 2 * -3 as u, 1 - -1 as v, not not 1 as w, !1 as x, !(1 = 2) as y, 1 <> all (select 2) as z
select id from users where not exists (select * from orders where user_id = users.id) or name is null
select u.id, o.n from users u left join (select user_id, count(*) n from orders group by user_id) o on o.user_id = u.id where o.n is null or not o.n > 3
select id from users where id = (select user_id from orders order by total desc limit 1)
select max(id) m from users having m > 3 and count(*) > 1
select u.name as user, sum(o.total) as "all" from users as u join orders as o on u.id = o.user_id group by user
select u.name as user, o.total from users as u natural join orders as o
select * from users natural join (select id, total from orders) o
select t.* from (select * from orders where total > 5) as t where t.state = 'new'
select id, case when id in (select user_id from orders) then 'yes' else 'no' end as buys from users
select count(*) > 0 as some, sum(if(state = 'new', 1, 0)) as news, sum(case when state <> 'new' then total else 0 end) as rest from orders
select date(at) as day, sum(total) as sum from orders group by date(at) order by day desc
select date_format(at, '%Y') as y, count(distinct user_id) as users from orders group by y
select u.id from users u, orders o where u.id = o.user_id and (o.total > 1 and (o.state = 'new' and u.name > 'a'))
select concat(upper(left(name, 1)), lower(substring(name, 2))) as title from users
select id /* the key */, mail from users # all of them
select `id` as `a b`, `name` as `c``d` from `users`
select json_value(attributes, '$.a') as a, json_length(attributes) as l from users
select id from users where json_extract(attributes, '$.a') = 'x' and json_contains(attributes, '1', '$.b')
select id from users where if(id > 1, name, mail) = 'x' and ifnull(id, 0) and coalesce(mail, '') <> ''
select id, (select count(*) from orders o where o.user_id = u.id and o.total > (select avg(total) from orders)) as big from users u
select id, sum(total) over (partition by user_id order by at rows between 2 preceding and current row) as s from orders
select id, sum(total) over (order by id rows unbounded preceding) as s from orders
select id, avg(total) over (order by id desc range between unbounded preceding and unbounded following) as s from orders
select id, sum(total) over (order by id rows between 1 following and 3 following) as s from orders
select id from users use index (primary) where id > 3
select u.id from users u force key (primary) join orders o ignore index (primary) on o.user_id = u.id
with recursive n as (select 1 as i union all select i + 1 from n where i < 9) select i from n
with recursive n (i) as (select 1 union all select i + 1 from n where i < 8) select * from n
WITH RECURSIVE n (i, j) AS (select 1, id from users union select i + 1, n.j from n where i < 9), m as (select 5 as k) select n.i, m.k from n, m
with recursive t as (select id, user_id from orders where user_id = 1 union distinct select o.id, o.user_id from orders o join t on o.user_id = t.id) select * from t order by id
with recursive t as (select id, user_id, 0 as depth from orders where id = 1 union all select o.id, o.user_id, t.depth + 1 from t inner join orders o on o.user_id = t.id) select t.id, t.depth from t where depth < 5 order by depth, id
with recursive t as (select id from orders union select id from users where id in (select user_id from orders) union select t.id + 1 from t where t.id < 5) select * from t
with recursive d as (select date('2020-01-01') as day union all select day + interval 1 day from d where day < '2020-01-31') select d.day, count(o.id) as n from d left join orders o on date(o.at) = d.day group by d.day
with recursive t as (select id, cast(name as char(200)) as path from users where id = 1 union all select u.id, concat(t.path, ',', u.name) from t join users u on u.id = t.id + 1) select * from t
with recursive n as ((select 1 as k) union all (select k + 1 from n where k < 9)) select k from n
with recursive n as (select 1 as i union all select i + 1 from n where i < 9), m as (select i as j from n union all select 5) select i from n, m
with recursive n as (select 1 as i union all select i + 1 from n where i < 9) select a.i from n a join n b on a.i = b.i
with recursive t as (select 1 as i) select i from t
with a (x, y) as (select id, name from users) select a.y from a as b join a on a.x = b.x
select id from (with recursive n as (select 1 as id union all select id + 1 from n where id < 5) select id from n) x
select id, (with m as (select max(total) as t from orders) select t from m) as best from users
select sum(total) over w as s from orders window w as (order by id)
select sum(total) over w as s, avg(total) over w as a from orders window w as (partition by user_id order by id rows 1 preceding)
select sum(total) over (w order by id desc) as s from orders window w as (partition by user_id)
select rank() over w2 as s from orders window w as (partition by user_id), W2 as (w order by at)
select rank() over w as s from orders window w as (order by at), unused as (order by id)
select rank() over w as s from orders where id > 3 window w as (order by at) order by id limit 3
select state, sum(sum(total)) over w as s from orders group by state window w as (order by state)
select sum(total) over (w rows 2 preceding) as s from orders window w as (order by id)
select row_number() over () as n, count(*) over w as c from orders window w as ()
select row_number() over (w) as n from orders window w as (order by total, id)
select id, rank() over w as r from users window w as (order by name) union all select id, rank() over w from orders window w as (order by at)
select id from orders order by rank() over (order by at)
select t.x from json_table('[{"x":1}]', '$[*]' columns (x int path '$.x')) t
select t.x from json_table('[{"x":1}]', '$[*]' columns (x integer path '$.x' null on empty error on error)) as t
select u.id, t.* from users u, json_table(u.attributes, '$[*]' columns (n for ordinality, x varchar(20) path '$.x', y int exists path '$.y', nested path '$.z[*]' columns (z decimal(10,2) path '$'))) as t
select u.id, t.x from users u join json_table(attributes, "$[*]" columns (X varchar(20) path '$.x' default '1' on empty error on error)) as t on t.x > 1
select t.x from json_table('[1]', '$[*]' columns (x varchar(20) character set latin1 path '$' null on empty null on error, j json path '$', d datetime path '$', e text path '$')) as t
select u.id, t.x from users u left join json_table(u.attributes, '$[*]' columns (x char(3) path '$.x')) as t on true
select t.x from json_table('[1]', '$[*]' columns (x varchar(20) charset utf8mb4 collate utf8mb4_bin path '$')) t
select t.x from json_table('[1]', '$[*]' columns (x varchar(20) collate latin1_swedish_ci path '$')) t
select t.* from json_table('[1]', '$[*]' columns (x char path '$', b binary(3) path '$', i integer unsigned path '$', d decimal path '$', e double path '$', t time path '$', ts timestamp path '$', bi bigint path '$', bo bool path '$', vb varbinary(3) path '$')) t
select t.x from json_table('[1]', '$[*]' columns (x int path '$' error on empty, y int path '$' null on empty, z int path '$' default '5' on empty default '6' on error)) t
select u.id from users u where exists (select 1 from json_table(u.attributes, '$[*]' columns (x int path '$')) t where t.x = u.id)
select * from json_table('[1]', '$[*]' columns (x int path '$')) as t left join orders o on o.id = t.x
select week(at) as w from orders
select week(at, 1) as w from orders
select weekofyear(at) as w, yearweek(at) as v, yearweek(at, 3) as u from orders
select week(at) + 1 as w from orders where week(at) > 3 group by week(at), at
select id from users use index (primary) use index (primary) where id > 4
select nested.id from users nested where nested.id > 1
select id from users intersect select id from orders
select id from users except select id from orders
select id from users union select id from orders except select user_id from orders
select straight_join distinct u.id from users u join orders o on o.id = u.id
select high_priority sql_small_result id from users
select u.id from users u straight_join orders o on o.id = u.id
